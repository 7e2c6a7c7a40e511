package io.botstatus.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.botstatus.LongRunning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Takes the pictures of the documentation: to {@code docs/panel} with {@code -Dpictures.dir=docs/panel}, else to {@code
 * target/pictures}.
 */
@LongRunning
class PanelPicturesIT extends BrowserScenario {

    private final Path folder = Path.of(System.getProperty("pictures.dir", "target/pictures"));

    @BeforeEach
    void aContactThatLooksLikeOne() throws IOException {
        Files.createDirectories(folder);
        contact = "demo-mia";
        server.mode("auto_pilot");
        server.delete("/api/contacts/" + contact);
    }

    @AfterEach
    void automateAgain() {
        server.mode("auto_pilot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "snoozed", "inactive", "off", "unknown"})
    void thePanelInEachState(String state) throws IOException {
        switch (state) {
            case "snoozed" -> server.manualMessage(contact, "Anna");
            case "inactive" -> {
                server.manualMessage(contact, "Anna");
                server.workflow(contact, """
                        "status": {"value": "inactive"}, "cause": {"value": "opt_out"}, \
                        "reason": {"value": "Wants no bot"}, "requestedBy": {"value": "opt-out"}""");
            }
            case "off" -> server.mode("off");
            default -> {}
        }
        Panel panel = panel(page(ColorScheme.LIGHT));
        if (state.equals("unknown")) {
            panel.page().context().setOffline(true);
        }
        assertThat(panel.icon()).hasAttribute("data-status", state);
        panel.open();
        panel.page().mouse().move(0, 0);

        panel.dialog().screenshot(new Locator.ScreenshotOptions().setPath(folder.resolve(state + ".png")));
        PanelPicturesTest.note(folder);
    }

    @Test
    void theConversation() {
        Page page = page(ColorScheme.LIGHT);
        Panel panel = panel(page);
        page.evaluate("localStorage.clear()");
        page.reload();
        write(page, "contact", "How much is it?");
        assertThat(page.locator(".bubble.bot")).isVisible();
        write(page, "human", "Hello Mia, this is Anna. I will take over from here.");
        assertThat(panel.saying("Bot is snoozed")).isVisible();
        write(page, "contact", "Thank you!");
        assertThat(page.locator(".note.refused")).isVisible();
        panel.open();
        page.mouse().move(0, 0);
        page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve("conversation.png")));
    }

    @Test
    void theChangeOfManyContacts() {
        server.post("/api/bot-status-changes", """
                {"contactIds": [%s], "status": "inactive", "reason": "stock-taking"}""".formatted(shop(64)));
        Page page = page(ColorScheme.LIGHT);
        page.navigate("/contacts#status=inactive&search=shop-berlin");
        page.getByLabel("Select all shown").check();
        page.locator(".matching").click();
        page.locator(".bulk [name=status]").selectOption("snoozed");
        page.locator(".bulk [type=submit]").click();
        assertThat(page.locator("dialog.preview")).isVisible();
        page.evaluate("scrollTo(0, 0)");
        page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve("many.png")));
    }

    private static String shop(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"shop-berlin-%02d\"".formatted(i))
                .collect(Collectors.joining(","));
    }

    private Page page(ColorScheme scheme) {
        NewContextOptions options = server.session()
                .setViewportSize(1300, 850)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin")
                .setColorScheme(scheme);
        return watch(Chromium.browser().newContext(options));
    }

    private static void write(Page page, String sender, String text) {
        page.locator("[name=sender][value=" + sender + "]").check();
        page.locator("#text").fill(text);
        page.getByText("Send", new Page.GetByTextOptions().setExact(true)).click();
    }
}
