package io.botstatus.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import io.botstatus.LongRunning;
import org.junit.jupiter.api.Test;

/** The panel in a page of another site: a token instead of a login, for one contact and one role. */
class EmbeddedPanelIT extends BrowserScenario {

    @Test
    void showsAndChangesItsContactInTheNameOfThePerson() {
        Panel panel = embedded(contact, server.token(contact, "agent", "PT10M"));
        assertThat(panel.saying("Bot is active")).isVisible();
        panel.open();
        panel.button("Snooze for 1 hour").click();

        assertThat(panel.saying("Bot is snoozed")).isVisible();
        assertThat(server.status(contact).at("/holds/0/setBy").asText()).isEqualTo("Anna Schmidt");
        server.set(contact, "{\"status\": \"active\"}");
        assertThat(panel.saying("Bot is active")).isVisible();
        isAccessible(panel.page());
    }

    @Test
    void showsNothingWithTheTokenOfAnotherContact() {
        server.manualMessage(contact, "anna");
        Panel panel = embedded(contact, server.token(contact + "-other", "agent", "PT10M"));
        panel.open();

        assertThat(panel.saying("Bot status unknown")).isVisible();
        assertThat(panel.answering()).hasText("You are signed out, or may not see this contact.");
        assertThat(panel.dialog().locator("form")).isHidden();
        assertThat(panel.reasons()).hasCount(0);
    }

    @Test
    void showsAndDoesNotChangeForAViewer() {
        Panel panel = embedded(contact, server.token(contact, "viewer", "PT10M"));
        assertThat(panel.saying("Bot is active")).isVisible();
        panel.open();
        assertThat(panel.answering()).hasText("It answers this contact.");
        assertThat(panel.dialog().locator("form")).isHidden();
        assertThat(panel.dialog().locator(".now")).isHidden();
    }

    @LongRunning
    @Test
    void asksItsPageForANewTokenWhenTheOldOneIsOver() {
        Panel panel = embedded(contact, "");
        panel.page().exposeFunction("freshToken", arguments -> server.token(contact, "agent", "PT2S"));
        panel.page().evaluate("""
                () => {
                  window.asked = 0;
                  document.querySelector("contact-bot-status").tokenSource = () => {
                    document.body.dataset.asked = ++window.asked;
                    return freshToken();
                  };
                }""");

        assertThat(panel.page().locator("body[data-asked='3']")).isAttached();
        server.manualMessage(contact, "anna");
        assertThat(panel.saying("Bot is snoozed")).isVisible();
        panel.open();
        panel.button("Set active now").click();
        assertThat(panel.saying("Bot is active")).isVisible();
    }

    @Test
    void turnsToAnotherContactWithATokenOfItsOwnAndKeepsNothingOfTheFirst() {
        String second = contact + "-second";
        server.manualMessage(second, "ben");
        Panel panel = embedded(contact, "");
        panel.page()
                .exposeFunction(
                        "freshToken", arguments -> server.token(String.valueOf(arguments[0]), "agent", "PT10M"));
        panel.page()
                .evaluate(
                        "() => { document.querySelector('contact-bot-status').tokenSource = (id) => freshToken(id); }");
        assertThat(panel.saying("Bot is active")).isVisible();
        panel.open();
        panel.choice("Inactive").check();
        panel.reason().fill("for the first alone");

        panel.page().evaluate("(id) => { document.querySelector('contact-bot-status').contactId = id; }", second);

        assertThat(panel.saying("Bot is snoozed")).isVisible();
        assertThat(panel.dialog()).isHidden();
        panel.open();
        assertThat(panel.reason()).hasValue("");
        assertThat(panel.notice()).hasText("");
        assertThat(panel.choice("Snoozed")).isChecked();
    }

    @LongRunning
    @Test
    void doesNotStormWhoeverMakesTokensThatNobodyTakes() {
        Panel panel = embedded(contact, "");
        panel.page().evaluate("""
                () => {
                  window.asked = 0;
                  document.querySelector("contact-bot-status").tokenSource = () => {
                    document.body.dataset.asked = ++window.asked;
                    return "Not Found";
                  };
                }""");
        panel.page().waitForTimeout(4_000);

        assertThat(Integer.parseInt(panel.page().locator("body").getAttribute("data-asked")))
                .isBetween(1, 10);
        panel.open();
        assertThat(panel.answering()).hasText("You are signed out, or may not see this contact.");
    }

    @Test
    void isNotEvenLoadedByASiteThatNobodyHasAllowed() {
        Page page = page();
        OtherSite.shows(html(contact, server.token(contact, "agent", "PT10M")));
        page.navigate(OtherSite.STRANGER);

        assertThat(page.evaluate("customElements.get('contact-bot-status') === undefined"))
                .isEqualTo(true);
        assertThat(page.evaluate("""
                        token => fetch("%s/api/contacts/%s/bot-status", {headers: {Authorization: `Bearer ${token}`}})
                          .then(() => "read", () => "refused")""".formatted(server.url(), contact), server.token(contact, "viewer", "PT10M")))
                .isEqualTo("refused");
    }

    private Panel embedded(String contact, String token) {
        OtherSite.shows(html(contact, token));
        Page page = page();
        page.navigate(OtherSite.ORIGIN);
        return new Panel(page);
    }

    /** A browser that is logged in nowhere. */
    private Page page() {
        BrowserContext context =
                Chromium.browser().newContext(new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
        return watch(context);
    }

    private String html(String contact, String token) {
        return """
                <!doctype html>
                <html lang="en">
                  <head><title>Inbox</title><script type="module" src="%s/botstatus/contact-bot-status.js"></script></head>
                  <body><main><h1>Inbox</h1><contact-bot-status contact-id="%s" token="%s"></contact-bot-status></main></body>
                </html>""".formatted(server.url(), contact, token);
    }
}
