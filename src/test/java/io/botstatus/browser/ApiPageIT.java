package io.botstatus.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page that shows the API's document to people. */
class ApiPageIT extends BrowserScenario {

    @Test
    void showsEveryCallWithoutALogin() {
        Page page = watch(Chromium.browser().newContext(new NewContextOptions().setBaseURL(server.url())));
        List<String> errors = new ArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });

        page.navigate("/api-docs");

        assertThat(page.getByRole(AriaRole.HEADING).first()).containsText("Contact Bot Status");
        assertThat(page.locator(".opblock")).hasCount(28);
        Locator call = page.locator("#operations-Replies-requestReply");
        assertThat(call).containsText("Ask for a reply permit");
        call.locator("button.opblock-summary-control").click();
        assertThat(call.locator(".responses-table")).containsText("bot-status");
        assertThat(errors).isEmpty();
    }
}
