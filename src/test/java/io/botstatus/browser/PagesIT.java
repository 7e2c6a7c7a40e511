package io.botstatus.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
import io.botstatus.LongRunning;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's own pages: login, the demo conversation, the list of paused contacts. */
class PagesIT extends BrowserScenario {

    // Login

    @Test
    void loginLeadsToWhereOneWantedToGoAndLogoutEndsIt() {
        Page page = watch(Chromium.browser().newContext(new NewContextOptions().setBaseURL(server.url())));
        page.navigate("/contacts");
        assertThat(page).hasURL(Pattern.compile("/login\\?to=%2Fcontacts$"));
        isAccessible(page);
        page.getByLabel("Password").fill("wrong");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("Unknown user or wrong password.");

        page.getByLabel("Password").fill(LiveServer.PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        assertThat(page).hasURL(Pattern.compile("/contacts$"));

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log out"))
                .click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("You are logged out.");
        page.navigate("/");
        assertThat(page).hasURL(Pattern.compile("/login$"));
    }

    /** On a slow line the page is seen before it works. */
    @LongRunning
    @Test
    void whatIsTypedBeforeThePageWorksStands() {
        server.manualMessage(contact, "anna");
        server.manualMessage(contact + "-other", "anna");
        Page page = browser();
        List<Route> script = new ArrayList<>();
        page.route("**/pages/contacts.js", script::add);
        page.navigate("/contacts", new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        page.getByLabel("ID begins with").fill(contact);
        page.getByLabel("Sorted by").selectOption("contactId");
        page.keyboard().press("Enter");
        page.waitForCondition(() -> !script.isEmpty());
        script.forEach(Route::resume);

        assertThat(page.locator("tbody tr")).hasCount(2);
        assertThat(page.getByLabel("ID begins with")).hasValue(contact);
        assertThat(page.getByLabel("Sorted by")).hasValue("contactId");
        assertThat(page).hasURL(Pattern.compile("/contacts$"));

        page.getByLabel("ID begins with").fill(contact + "-");
        page.keyboard().press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(1);
    }

    /** A page without its script has no token yet, so its form could only be refused. */
    @LongRunning
    @Test
    void nobodyLogsOutBeforeThePageWorks() {
        Page page = watch(Chromium.browser().newContext(server.sessionOfItsOwn()));
        List<Route> script = new ArrayList<>();
        page.route("**/pages/contacts.js", script::add);
        page.navigate("/contacts", new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        Locator logout = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log out"));
        assertThat(logout).isDisabled();
        page.waitForCondition(() -> !script.isEmpty());
        script.forEach(Route::resume);

        logout.click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("You are logged out.");
    }

    @LongRunning
    @Test
    void anAgentIsOfferedWhatAnAgentMayDo() {
        server.manualMessage(contact, "anna");
        Page page = watch(Chromium.browser().newContext(new NewContextOptions().setBaseURL(server.url())));
        page.navigate("/");
        page.getByLabel("User").fill(LiveServer.AGENT);
        page.getByLabel("Password").fill(LiveServer.PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        assertThat(page).hasURL(Pattern.compile("/contacts$"));
        page.getByLabel("ID begins with").fill(contact);
        page.keyboard().press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(1);

        assertThat(page.getByRole(AriaRole.LINK)).hasText(new String[] {"Paused contacts"});
        assertThat(page.getByRole(AriaRole.CHECKBOX)).hasCount(0);
        isAccessible(page);

        page.getByText("History").click();
        Panel panel = new Panel(page);
        panel.open();
        panel.button("Set active now").click();
        assertThat(page.locator(".history li").first()).containsText(LiveServer.AGENT);
        assertThat(page.locator(".history a").first()).isHidden();
    }

    // Conversation

    @Test
    void theBotAnswersUntilAPersonWritesAndSaysWhyItWasRefused() {
        Page page = conversation();
        write(page, "the contact", "How much is it?");
        assertThat(page.locator(".bubble.bot")).containsText("19 €");

        write(page, "Anna, a person of the team", "I take over.");
        assertThat(page.locator(".note")).containsText("The bot is snoozed now: a person wrote by hand.");
        assertThat(new Panel(page).saying("Bot is snoozed")).isVisible();

        write(page, "the contact", "Thank you");
        assertThat(page.locator(".note.refused"))
                .containsText("The bot wanted to say “You're welcome!” and was refused: the bot is snoozed (snoozed).");
        assertThat(page.locator(".bubble.bot")).hasCount(1);
        assertThat(page.locator(".line-of-time li").first()).containsText("manual message");
        assertThat(page.locator(".line-of-time li").first()).containsText("by Anna");
    }

    @Test
    void aReplyInFlightIsDroppedWhenAPersonTakesOver() {
        Page page = conversation();
        page.getByLabel("Slow bot").check();
        write(page, "the contact", "How much is it?");
        assertThat(page.locator(".note.writing")).isVisible();
        write(page, "Anna, a person of the team", "I take over.");

        assertThat(page.locator(".note.refused")).containsText("was refused");
        assertThat(page.locator(".bubble.bot")).hasCount(0);
    }

    /** The person gives the bot back before it has finished: the status is active again, and the reply is late all the same. */
    @LongRunning
    @Test
    void aReplyInFlightIsDroppedEvenIfTheBotIsActiveAgain() {
        Page page = conversation();
        page.getByLabel("Slow bot").check();
        write(page, "the contact", "How much is it?");
        assertThat(page.locator(".note.writing")).isVisible();
        server.manualMessage(contact, "anna");
        server.set(contact, "{\"status\": \"active\"}");

        assertThat(page.locator(".note.refused"))
                .containsText("somebody changed the status while it was writing (epoch_changed)");
    }

    @LongRunning
    @Test
    void whatCouldNotBeSentIsStillThere() {
        Page page = conversation();
        page.context().setOffline(true);
        write(page, "the contact", "Is anybody there?");

        assertThat(page.locator(".failed")).hasText("Not sent: the server cannot be reached.");
        assertThat(page.locator("#text")).hasValue("Is anybody there?");
    }

    @LongRunning
    @Test
    void oddIdsAreJustIds() {
        Page page = browser();
        for (String id : List.of("100%", "constructor", "__proto__", "<b>x</b>")) {
            page.navigate("/#" + id);
            assertThat(page.locator("#name")).hasText(id);
        }
    }

    @LongRunning
    @Test
    void aWorkflowMayWriteAndTheThreadIsThereAgain() {
        Page page = conversation();
        write(page, "a workflow", "Your parcel is on its way.");
        assertThat(page.locator(".line-of-time li").first()).containsText("workflow message");
        page.reload();

        assertThat(page.locator(".bubble.workflow")).containsText("Your parcel is on its way.");
        assertThat(page.locator(".line-of-time li").first()).containsText("workflow message");
        isAccessible(page);
    }

    // Paused contacts

    @Test
    void theListIsFilteredSearchedSortedAndReadOn() {
        String prefix = contact + "/";
        for (int i = 0; i < 60; i++) {
            server.set(prefix + i, "{\"status\": \"snoozed\", \"reactivateAfter\": \"PT%dM\"}".formatted(100 - i));
        }
        server.workflow(prefix + "out", "\"status\": {\"value\": \"inactive\"}, \"cause\": {\"value\": \"opt_out\"}");
        Page page = contacts();
        page.getByLabel("ID begins with").fill(prefix);
        page.keyboard().press("Enter");
        Locator rows = page.locator("tbody tr");
        assertThat(rows).hasCount(50);
        assertThat(rows.first()).containsText(prefix + "59");
        page.getByText("Show more").click();
        assertThat(rows).hasCount(61);
        assertThat(rows.last()).containsText("when released");

        page.locator("[name=status]").first().selectOption("inactive");
        assertThat(rows).hasCount(1);
        page.locator("[name=status]").first().selectOption("");
        page.getByLabel("Cause").fill("opt_out");
        page.keyboard().press("Enter");
        assertThat(rows).hasCount(1);
        assertThat(rows.first()).containsText("opt out");

        page.getByLabel("Cause").fill("Not A Cause");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("cause is 'Not A Cause'");
    }

    @Test
    void whyDidMyBotStopIsAnsweredAndLeadsToTheInstanceInCockpit() {
        server.manualMessage(contact, "anna");
        Page page = contacts();
        page.getByLabel("ID begins with").fill(contact);
        page.keyboard().press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(1);
        page.getByText("History").click();

        Locator dialog = page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(contact));
        assertThat(dialog).containsText("because anna wrote to the contact by hand");
        assertThat(dialog.locator(".history li")).hasCount(1);
        isAccessible(page);
        Panel panel = new Panel(page);
        panel.open();
        panel.button("Set active now").click();
        assertThat(dialog.locator(".history li")).hasCount(2);
        page.getByText("Close", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("tbody tr")).containsText("nothing holds it back");

        server.manualMessage(contact, "anna");
        page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
        page.locator("tbody").getByText("Cockpit").click();
        page.getByText("bot-pause").first().waitFor(new Locator.WaitForOptions().setTimeout(60_000));
        assertThat(page).hasURL(Pattern.compile("/camunda/app/cockpit/default/#/process-instance/.+"));
    }

    @LongRunning
    @ParameterizedTest
    @ValueSource(strings = {"/", "/contacts", "/login"})
    void pagesKeepNobodyOutAndFitAPhone(String path) {
        server.manualMessage(contact, "anna");
        Page page = browser();
        page.navigate(path);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            isAccessible(page);
        }
        page.setViewportSize(360, 740);
        isAccessible(page);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
    }

    private Page conversation() {
        Page page = browser();
        page.navigate("/#" + contact);
        page.locator("contact-bot-status .icon:not([data-status=unknown])").waitFor();
        return page;
    }

    private Page contacts() {
        Page page = browser();
        page.navigate("/contacts");
        page.locator(".count:not(:empty)").waitFor();
        return page;
    }

    private static void write(Page page, String as, String text) {
        page.getByLabel(as, new Page.GetByLabelOptions().setExact(true)).check();
        page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).fill(text);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send"))
                .click();
    }
}
