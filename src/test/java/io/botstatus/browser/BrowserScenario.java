package io.botstatus.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A browser that is logged in, and a contact that no other test knows. */
abstract class BrowserScenario {

    final LiveServer server = LiveServer.shared();
    String contact = "contact-" + UUID.randomUUID();

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    @BeforeEach
    void patience() {
        // The machine may be busy. Tests that measure time set a limit of their own.
        PlaywrightAssertions.setDefaultAssertionTimeout(10_000);
    }

    @AfterEach
    void close() {
        contexts.forEach(BrowserContext::close);
        assertThat(failures).as("errors in the code of pages").isEmpty();
    }

    /** Another browser, logged in on its own. */
    Page browser() {
        return watch(Chromium.browser().newContext(server.session()));
    }

    Page watch(BrowserContext context) {
        contexts.add(context);
        Page page = context.newPage();
        page.onPageError(failures::add);
        return page;
    }

    /** A browser with the contact's conversation, whose panel has its first state. */
    Panel panel() {
        return panel(browser());
    }

    Panel panel(Page page) {
        page.navigate(server.url() + "/#" + LiveServer.encode(contact));
        page.locator("contact-bot-status .icon:not([data-status=unknown])").waitFor();
        return new Panel(page);
    }

    /** The page works for people without sight or a mouse. */
    static void isAccessible(Page page) {
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .extracting(Rule::getId, rule -> rule.getNodes().toString())
                .isEmpty();
    }
}
