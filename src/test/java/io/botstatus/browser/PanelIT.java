package io.botstatus.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.botstatus.LongRunning;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The panel in the composer of the demo conversation: what it shows, and how a person changes it. */
class PanelIT extends BrowserScenario {

    @AfterEach
    void automateAgain() {
        server.mode("auto_pilot");
    }

    // What it shows

    @Test
    void saysThatTheBotIsActive() {
        Panel panel = panel().open();

        assertThat(panel.saying("Bot is active")).isVisible();
        assertThat(panel.title()).hasText("Bot is active");
        assertThat(panel.answering()).hasText("It answers this contact.");
        assertThat(panel.reasons()).hasCount(0);
        assertThat(panel.countdown()).isHidden();
        assertThat(panel.choice("Active")).isChecked();
    }

    @Test
    void saysWhySinceWhenByWhomAndUntilWhenTheBotIsSnoozedAndCountsDown() {
        server.manualMessage(contact, "anna");
        Panel panel = panel().open();

        assertThat(panel.saying("Bot is snoozed")).isVisible();
        assertThat(panel.answering()).hasText("It does not answer this contact.");
        assertThat(panel.reasons()).hasCount(1);
        assertThat(panel.reasons()).hasText(Pattern.compile("Manual message\\s*by anna · since \\w.* · until \\w.*"));
        assertThat(panel.countdown()).hasText(Pattern.compile("Answers again in 23 h 59 min \\d\\d s \\(.+\\)"));
        String before = panel.countdown().textContent();
        assertThat(panel.countdown()).not().hasText(before);
        assertThat(panel.choice("Snoozed")).isChecked();
    }

    @Test
    void namesEachReasonByItself() {
        server.manualMessage(contact, "anna");
        server.workflow(contact, """
                "status": {"value": "inactive"}, "cause": {"value": "opt_out"}, "reason": {"value": "<b>Wants</b> no bot"}""");
        Panel panel = panel().open();

        assertThat(panel.saying("Bot is inactive")).isVisible();
        assertThat(panel.reasons()).hasCount(2);
        assertThat(panel.reasons().nth(1)).containsText("Opt out – <b>Wants</b> no bot");
        assertThat(panel.reasons().nth(1)).containsText("until released");
        assertThat(panel.countdown()).hasText("Stays silent until somebody sets it active.");
    }

    @Test
    void saysWhatTheModeAllows() {
        server.mode("off");
        Panel panel = panel().open();

        assertThat(panel.saying("Bot is off")).isVisible();
        assertThat(panel.answering()).containsText("The bot mode is off");
        assertThat(panel.dialog().locator("form")).isHidden();
        assertThat(panel.dialog().locator(".now")).isHidden();

        server.mode("suggestive");
        assertThat(panel.answering()).hasText("It drafts replies to this contact, and people send them.");
        panel.button("Snooze for 1 hour").click();
        assertThat(panel.saying("Bot is snoozed")).isVisible();
    }

    @LongRunning
    @Test
    void isToldApartByItsShapeNotByItsColourAlone() {
        Panel panel = panel();
        String active = panel.icon().locator("svg").innerHTML();
        server.set(contact, "{\"status\": \"snoozed\", \"reactivateAfter\": \"PT1H\"}");
        assertThat(panel.saying("Bot is snoozed")).isVisible();
        String snoozed = panel.icon().locator("svg").innerHTML();
        server.set(contact, "{\"status\": \"inactive\"}");
        assertThat(panel.saying("Bot is inactive")).isVisible();
        String inactive = panel.icon().locator("svg").innerHTML();
        panel.page().context().setOffline(true);
        assertThat(panel.saying("Bot status unknown")).isVisible();

        assertThat(List.of(
                        active, snoozed, inactive, panel.icon().locator("svg").innerHTML()))
                .doesNotHaveDuplicates();
    }

    @LongRunning
    @Test
    void showsWhateverStandsInTheHistory() {
        server.set(contact, "{\"status\": \"inactive\", \"reason\": \"one line\\u2028another: <i>x</i>\"}");
        Panel panel = panel();
        panel.page().evaluate("document.documentElement.lang = 'de_DE'"); // as Java and Django write it
        panel.open();

        assertThat(panel.reasons()).containsText("another: <i>x</i>");
    }

    @LongRunning
    @ParameterizedTest
    @CsvSource({"en-GB, '\\d+ \\w+ \\d{4}, \\d\\d:\\d\\d'", "en-US, '\\w+ \\d+, \\d{4}, \\d+:\\d\\d\\s[AP]M'"})
    void writesTimesAsWhereThePersonIs(String locale, String time) {
        server.manualMessage(contact, "anna");
        Panel panel = panel(watch(Chromium.browser().newContext(server.session().setLocale(locale))))
                .open();

        assertThat(panel.reasons()).containsText(Pattern.compile("until " + time));
        assertThat(panel.page().locator(".line-of-time li"))
                .containsText(Pattern.compile("until " + time.replace(":\\d\\d", ":\\d\\d:\\d\\d")));
    }

    /** A press that was meant for the button as it was. */
    @LongRunning
    @Test
    void doesNotSnoozeWhoWantedToActivate() {
        server.set(contact, "{\"status\": \"inactive\"}");
        Panel panel = panel().open();
        assertThat(panel.button("Set active now")).isVisible();
        List<String> sent = new ArrayList<>();
        panel.page().onRequest(request -> sent.add(request.method()));
        pressNowAsSoonAsItIsAnother(panel.page());
        server.set(contact, "{\"status\": \"active\"}");

        assertThat(panel.button("Snooze for 1 hour")).isVisible();
        assertThat(panel.title()).hasText("Bot is active");
        assertThat(sent).doesNotContain("PUT");
    }

    /** On a slow line the panel is open before anything is known. */
    @LongRunning
    @Test
    void takesAPressOfWhatHasJustAppeared() {
        server.set(contact, "{\"status\": \"inactive\"}");
        Page page = browser();
        List<Route> line = new ArrayList<>();
        page.route("**/bot-status/events", line::add);
        page.navigate(server.url() + "/#" + contact);
        Panel panel = new Panel(page).open();
        assertThat(panel.answering()).hasText("Connecting …");
        page.waitForCondition(() -> !line.isEmpty());
        pressNowAsSoonAsItIsAnother(page);
        line.forEach(Route::resume);

        assertThat(panel.saying("Bot is active")).isVisible();
        assertThat(server.status(contact).path("status").asText()).isEqualTo("active");
    }

    /** Sooner than any person, however slow the machine is. */
    private static void pressNowAsSoonAsItIsAnother(Page page) {
        page.evaluate("""
                () => {
                  const now = document.querySelector("contact-bot-status").shadowRoot.querySelector(".now");
                  new MutationObserver((_, watch) => {
                    watch.disconnect();
                    now.click();
                  }).observe(now, { childList: true });
                }""");
    }

    @Test
    void tellsWhoCannotSeeItThatTheStatusHasChanged() {
        Panel panel = panel();
        server.set(contact, "{\"status\": \"inactive\"}");

        assertThat(panel.page().locator("contact-bot-status .announce")).hasText("Bot is inactive");
    }

    @LongRunning
    @Test
    void leavesNothingBehindWhenItsElementIsTakenOutOfThePage() {
        Panel panel = panel().open();
        panel.page().evaluate("""
                () => {
                  const panel = document.querySelector("contact-bot-status");
                  const place = panel.parentElement;
                  panel.remove();
                  place.prepend(panel);
                }""");

        assertThat(panel.icon()).hasAttribute("aria-expanded", "false");
        assertThat(panel.saying("Bot is active")).isVisible();
        panel.open();
        assertThat(panel.dialog()).isVisible();
    }

    // How it is changed

    @Test
    void snoozesAndActivatesInTwoClicks() {
        Panel panel = panel();
        panel.icon().click();
        panel.button("Snooze for 1 hour").click();

        assertThat(panel.saying("Bot is snoozed")).isVisible();
        assertThat(panel.dialog()).isHidden();
        assertReactivatesIn(Duration.ofHours(1));
        assertThat(server.status(contact).at("/holds/0/setBy").asText()).isEqualTo("admin");

        panel.icon().click();
        panel.button("Set active now").click();

        assertThat(panel.saying("Bot is active")).isVisible();
        assertThat(server.status(contact).path("status").asText()).isEqualTo("active");
    }

    @ParameterizedTest
    @CsvSource({"Snoozed, 45, minutes, PT45M", "Snoozed, 3, hours, PT3H", "Inactive, 2, days, P2D"})
    void setsTheStatusWithReactivateAfterNumberAndUnit(String choice, String number, String unit, String after) {
        Panel panel = panel().open();
        panel.choice(choice).check();
        if (panel.reactivateAfter().isEnabled()) {
            panel.reactivateAfter().check();
        }
        panel.number().fill(number);
        panel.unit().selectOption(unit);
        panel.reason().fill("lunch");
        panel.button("Save").click();

        assertThat(panel.saying("Bot is " + choice.toLowerCase(Locale.ROOT))).isVisible();
        assertReactivatesIn(Duration.parse(after));
        JsonNode hold = server.status(contact).at("/holds/0");
        assertThat(hold.path("reason").asText()).isEqualTo("lunch");
        assertThat(hold.path("cause").asText()).isEqualTo("manual_change");
        assertThat(panel.icon()).isFocused();
    }

    @LongRunning
    @ParameterizedTest
    @CsvSource({"30 min, PT30M", "4 hours, PT4H", "1 day, P1D", "1 week, P7D"})
    void offersQuickChoices(String button, String after) {
        Panel panel = panel().open();
        panel.button(button).click();
        assertThat(panel.choice("Snoozed")).isChecked();
        panel.button("Save").click();

        assertThat(panel.saying("Bot is snoozed")).isVisible();
        assertReactivatesIn(Duration.parse(after));
    }

    @LongRunning
    @Test
    void knowsThatSnoozedHasAnEndInactiveMayHaveOneAndActiveHasNone() {
        Panel panel = panel().open();
        assertThat(panel.reactivateAfter()).isDisabled();
        assertThat(panel.reactivateAfter()).not().isChecked();
        panel.choice("Snoozed").check();
        assertThat(panel.reactivateAfter()).isDisabled();
        assertThat(panel.reactivateAfter()).isChecked();
        panel.choice("Inactive").check();
        assertThat(panel.reactivateAfter()).isEnabled();
        panel.reactivateAfter().uncheck();
        assertThat(panel.number()).isDisabled();
        panel.button("Save").click();

        assertThat(panel.saying("Bot is inactive")).isVisible();
        assertThat(server.status(contact).path("reactivateAt").isNull()).isTrue();
    }

    @LongRunning
    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1.5", "99999999"})
    void saysWhereANumberCannotBe(String number) {
        Panel panel = panel().open();
        panel.choice("Snoozed").check();
        panel.number().fill(number);
        panel.button("Save").click();

        assertThat(panel.error()).hasText("Enter a whole number, at least 1 and at most 3650 days.");
        assertThat(panel.number()).isFocused();
        assertThat(panel.number()).hasAttribute("aria-invalid", "true");
        assertThat(server.status(contact).path("status").asText()).isEqualTo("active");
    }

    /** A person who only opens the panel and presses Enter has requested nothing. */
    @LongRunning
    @Test
    void changesNothingWhenNothingWasChosen() {
        server.manualMessage(contact, "anna");
        Panel panel = panel().open();
        panel.page().keyboard().press("Enter");
        assertThat(panel.dialog()).isHidden();
        panel.open();
        panel.button("Save").click();

        assertThat(panel.dialog()).isHidden();
        assertThat(server.status(contact).at("/holds/0/cause").asText()).isEqualTo("manual_message");
    }

    @LongRunning
    @ParameterizedTest
    @ValueSource(strings = {"Escape", "Cancel"})
    void forgetsWhatWasNotSaved(String how) {
        Panel panel = panel().open();
        panel.choice("Inactive").check();
        if (how.equals("Escape")) {
            panel.page().keyboard().press("Escape");
        } else {
            panel.button("Cancel").click();
        }

        assertThat(panel.dialog()).isHidden();
        assertThat(panel.icon()).isFocused();
        panel.open();
        assertThat(panel.choice("Active")).isChecked();
        assertThat(server.status(contact).path("status").asText()).isEqualTo("active");
    }

    @Test
    void isUsedByKeyboardAlone() {
        Panel panel = panel();
        panel.icon().focus();
        panel.page().keyboard().press("Enter");
        assertThat(panel.dialog()).isVisible();
        assertThat(panel.choice("Active")).isFocused();
        panel.page().keyboard().press("ArrowRight");
        assertThat(panel.choice("Snoozed")).isChecked();
        panel.page().keyboard().press("Tab");
        assertThat(panel.number()).isFocused();
        panel.page().keyboard().type("2");
        panel.page().keyboard().press("Enter");

        assertThat(panel.saying("Bot is snoozed")).isVisible();
        assertThat(panel.icon()).isFocused();
    }

    // Two people at once

    @Test
    void refusesASaveOfWhoLookedBeforeSomebodyElseWasFasterAndLetsThemDecideAgain() {
        Panel panel = panel().open();
        panel.choice("Inactive").check();
        panel.page().route("**/bot-status", route -> {
            if (route.request().method().equals("PUT")
                    && server.status(contact).path("status").asText().equals("active")) {
                // Between the click and the server, faster than the news of it.
                server.workflow(contact, """
                        "status": {"value": "snoozed"}, "reactivateAfter": {"value": "PT3H"}, "requestedBy": {"value": "campaign"}, \
                        "reason": {"value": "a follow-up is out"}""");
            }
            route.resume();
        });
        panel.button("Save").click();

        assertThat(panel.notice())
                .hasText(
                        "Changed meanwhile: campaign set the bot to snoozed (Workflow: a follow-up is out). Decide again.");
        assertThat(server.status(contact).path("status").asText()).isEqualTo("snoozed");
        assertThat(panel.choice("Inactive")).isChecked();

        panel.button("Save anyway").click();
        assertThat(panel.saying("Bot is inactive")).isVisible();
    }

    @Test
    void tellsWhoIsStillDecidingWhatHasChangedMeanwhile() {
        Panel panel = panel().open();
        panel.choice("Inactive").check();
        server.manualMessage(contact, "ben");

        assertThat(panel.notice())
                .hasText("Changed meanwhile: ben set the bot to snoozed (Manual message). Decide again.");
        assertThat(panel.choice("Inactive")).isChecked();
        assertThat(panel.title()).hasText("Bot is snoozed");
    }

    @LongRunning
    @Test
    void followsTheStateWhileNobodyHasAnsweredYet() {
        Panel panel = panel().open();
        server.manualMessage(contact, "ben");

        assertThat(panel.choice("Snoozed")).isChecked();
        assertThat(panel.notice()).hasText("");
    }

    @LongRunning
    @Test
    void saysInWordsWhyTheServerRefuses() {
        Panel panel = panel().open();
        panel.choice("Inactive").check();
        panel.page().route("**/bot-status", route -> {
            server.mode("off"); // faster than the news of it
            route.resume();
        });
        panel.button("Save").click();

        assertThat(panel.error()).containsText("Not saved: The bot mode is off");
        assertThat(server.status(contact).path("status").asText()).isEqualTo("active");
    }

    @LongRunning
    @Test
    void saysThatTheServerCannotBeReached() {
        Panel panel = panel().open();
        panel.choice("Inactive").check();
        panel.page().route("**/bot-status", route -> route.abort());
        panel.button("Save").click();

        assertThat(panel.error()).hasText("The server did not answer. It is not known whether that was saved.");
    }

    @Test
    void keepsWhatWasFilledInWhileTheConnectionIsLostAndShowsNothingElse() {
        Panel panel = panel().open();
        panel.choice("Inactive").check();
        panel.reason().fill("lunch");
        panel.page().context().setOffline(true);
        assertThat(panel.title()).hasText("Bot status unknown");
        assertThat(panel.button("Save")).isDisabled();
        assertThat(panel.button("Snooze for 1 hour")).isHidden();

        panel.page().context().setOffline(false);
        assertThat(panel.title()).hasText("Bot is active");
        assertThat(panel.choice("Inactive")).isChecked();
        assertThat(panel.reason()).hasValue("lunch");
        panel.button("Save").click();
        assertThat(panel.saying("Bot is inactive")).isVisible();
    }

    // Accessibility

    @LongRunning
    @ParameterizedTest
    @CsvSource({"snoozed", "inactive", "active", "off", "unknown"})
    void keepsNobodyOutInAnyStateAndColour(String state) {
        bring(state);
        Panel panel = panel();
        if (state.equals("unknown")) {
            panel.page().context().setOffline(true);
        }
        assertThat(panel.icon()).hasAttribute("data-status", state);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            panel.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            isAccessible(panel.page());
            panel.open();
            assertThat(panel.dialog()).isVisible();
            isAccessible(panel.page());
            panel.page().keyboard().press("Escape");
        }
    }

    @Test
    void keepsNobodyOutWhileItSaysWhatWentWrong() {
        Panel panel = panel().open();
        panel.choice("Snoozed").check();
        panel.number().fill("0");
        panel.button("Save").click();
        server.manualMessage(contact, "ben");
        assertThat(panel.notice()).containsText("ben");

        isAccessible(panel.page());
    }

    @LongRunning
    @ParameterizedTest
    @CsvSource({"640, 400", "320, 560", "1280, 800"})
    void fitsIntoTheWindowOfAPhoneAndOfAPageAtTwiceItsSize(int width, int height) {
        server.manualMessage(contact, "anna");
        Panel panel = panel();
        panel.page().setViewportSize(width, height);
        panel.icon().scrollIntoViewIfNeeded();
        panel.open();

        var box = panel.dialog().boundingBox();
        assertThat(box.x).isGreaterThanOrEqualTo(0);
        assertThat(box.y).isGreaterThanOrEqualTo(0);
        assertThat(box.x + box.width).isLessThanOrEqualTo(width);
        assertThat(box.y + box.height).isLessThanOrEqualTo(height);
        panel.button("Set active now").click();
        assertThat(panel.saying("Bot is active")).isVisible();
    }

    @LongRunning
    @Test
    void doesNotMoveForWhoDoesNotWantThat() {
        Panel panel = panel().open();
        assertThat(panel.dialog()).hasCSS("animation-name", "none");

        panel.page().emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
        assertThat(panel.dialog()).hasCSS("animation-name", "appear");
    }

    @LongRunning
    @Test
    void takesOtherWordsAndColoursFromItsPage() {
        server.set(contact, "{\"status\": \"inactive\"}");
        Panel panel = panel();
        panel.page().evaluate("""
                () => {
                  const panel = document.querySelector("contact-bot-status");
                  panel.labels = { title: { inactive: "Bot ist aus" }, save: "Sichern" };
                  panel.style.setProperty("--bot-status-inactive", "rgb(1, 2, 3)");
                }""");
        panel.open();

        assertThat(panel.title()).hasText("Bot ist aus");
        assertThat(panel.button("Sichern")).isVisible();
        assertThat(panel.choice("Inactive")).isChecked();
        assertThat(panel.icon().locator("svg")).hasCSS("color", "rgb(1, 2, 3)");
    }

    @LongRunning
    @Test
    void tellsItsPageWhatHappens() {
        Panel panel = panel();
        panel.page().evaluate("""
                () => {
                  for (const type of ["change", "event", "saved", "connection"])
                    document.addEventListener(`bot-status-${type}`, ({ detail }) => {
                      document.body.dataset.told ??= "";
                      document.body.dataset.told += `${type} ${detail?.status ?? detail?.type ?? detail?.connected}, `;
                    });
                }""");
        panel.open();
        panel.button("Snooze for 1 hour").click();
        assertThat(panel.saying("Bot is snoozed")).isVisible();
        Locator body = panel.page().locator("body");
        assertThat(body).hasAttribute("data-told", Pattern.compile("event placed"));
        panel.page().context().setOffline(true);

        assertThat(body).hasAttribute("data-told", Pattern.compile("connection false, change undefined, $"));
        assertThat(body).hasAttribute("data-told", Pattern.compile("saved snoozed"));
        assertThat(body).hasAttribute("data-told", Pattern.compile("change snoozed"));
    }

    private void bring(String state) {
        switch (state) {
            case "snoozed" -> server.manualMessage(contact, "anna");
            case "inactive" -> server.set(contact, "{\"status\": \"inactive\", \"reason\": \"handled by the team\"}");
            case "off" -> server.mode("off");
            default -> {}
        }
    }

    private void assertReactivatesIn(Duration expected) {
        Instant at = Instant.parse(server.status(contact).path("reactivateAt").asText());
        Instant since =
                Instant.parse(server.status(contact).at("/holds/0/since").asText());
        assertThat(at).isCloseTo(since.plus(expected), within(1, ChronoUnit.MILLIS));
    }
}
