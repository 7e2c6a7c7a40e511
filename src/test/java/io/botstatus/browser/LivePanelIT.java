package io.botstatus.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.botstatus.LongRunning;
import io.botstatus.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two browsers at two nodes of one database. A change made anywhere shows everywhere, even if connections break. */
@LongRunning
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LivePanelIT {

    /** How long a page may take to show a change. */
    private static final Duration LIVE = Duration.ofSeconds(1);

    private static LiveServer here = LiveServer.shared();
    private static LiveServer there = here;

    private final String contact = "contact-" + UUID.randomUUID();
    private BrowserContext context = Chromium.browser().newContext();
    private BrowserContext otherContext = Chromium.browser().newContext();
    private Panel panel = new Panel(context.newPage());
    private Panel other = new Panel(otherContext.newPage());

    @BeforeAll
    static void startTwoNodes() {
        String database = TestDatabase.newDatabase();
        here = LiveServer.start(database);
        there = LiveServer.start(database);
    }

    @AfterAll
    static void stop() {
        here.kill();
        there.kill();
    }

    @BeforeEach
    void twoPeopleLookAtTheSameContact() {
        context = Chromium.browser().newContext(here.session());
        otherContext = Chromium.browser().newContext(there.session());
        panel = look(context, here);
        other = look(otherContext, there);
    }

    @AfterEach
    void close() {
        context.close();
        otherContext.close();
    }

    @Test
    @Order(1)
    void aChangeShowsWithinASecondInEveryBrowserAtEveryNode() {
        panel.open();
        panel.button("Snooze for 1 hour").click();
        assertThat(other.saying("Bot is snoozed")).isVisible();

        // Measured from the answer of the other node on. The median, since the machine may be busy with something else.
        List<Duration> took = new ArrayList<>();
        for (String status : List.of("active", "inactive", "active", "inactive", "active")) {
            here.set(contact, "{\"status\": \"%s\"}".formatted(status));
            long start = System.nanoTime();
            other.saying("Bot is " + status).waitFor();
            took.add(Duration.ofNanos(System.nanoTime() - start));
        }
        Collections.sort(took);
        assertThat(took.get(2)).as("the median of " + took).isLessThan(LIVE);
    }

    @Test
    @Order(2)
    void aWorkflowsAndAPersonsMessageShow() {
        there.workflow(contact, "\"status\": {\"value\": \"inactive\"}, \"cause\": {\"value\": \"opt_out\"}");
        assertThat(panel.saying("Bot is inactive")).isVisible();
        panel.open();
        assertThat(panel.reasons()).hasCount(1);

        there.manualMessage(contact, "anna");
        assertThat(panel.reasons()).hasCount(2);
    }

    @Test
    @Order(3)
    void theTimerShowsWhenItIsDue() {
        List<Duration> late = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            here.set(contact, "{\"status\": \"snoozed\", \"reactivateAfter\": \"PT2S\"}");
            other.saying("Bot is snoozed").waitFor();
            Instant due =
                    Instant.parse(here.status(contact).path("reactivateAt").asText());
            other.saying("Bot is active").waitFor();
            // The nodes, the browsers and this test have the same clock.
            late.add(Duration.between(due, Instant.now()));
        }

        Collections.sort(late);
        assertThat(late.get(0)).isPositive();
        assertThat(late.get(1)).as("the median of " + late).isLessThan(LIVE);
    }

    @Test
    @Order(4)
    void theModeShows() {
        here.mode("off");
        try {
            assertThat(other.saying("Bot is off")).isVisible();
        } finally {
            here.mode("auto_pilot");
        }
        assertThat(other.saying("Bot is active")).isVisible();
    }

    @Test
    @Order(5)
    void aLostConnectionIsSaidAndWhatWasMissedIsTold() {
        context.setOffline(true);
        assertThat(panel.saying("Bot status unknown")).isVisible();
        panel.open();
        assertThat(panel.answering()).hasText("The connection is lost. Trying again …");
        assertThat(panel.dialog().locator("form")).isHidden();
        for (String reason : new String[] {"first", "second", "third"}) {
            here.set(contact, "{\"status\": \"inactive\", \"reason\": \"%s\"}".formatted(reason));
        }

        context.setOffline(false);

        assertThat(panel.saying("Bot is inactive")).isVisible();
        Locator lines = panel.page().locator(".line-of-time li .quote");
        assertThat(lines.first()).hasText("third");
        assertThat(lines.nth(1)).hasText("second");
        assertThat(lines.nth(2)).hasText("first");
    }

    /** The node is killed, so the session and all of its memory are gone. */
    @Test
    @Order(6)
    void aServerThatStartsAgainUnderAnOpenPanelIsFoundAgain() {
        panel.open();
        here.kill();
        assertThat(panel.saying("Bot status unknown")).isVisible();
        there.manualMessage(contact, "anna");
        assertThat(other.saying("Bot is snoozed")).isVisible();
        assertThat(panel.saying("Bot status unknown")).isVisible();

        here = here.startAgain();

        panel.saying("Bot is snoozed").waitFor(new Locator.WaitForOptions().setTimeout(30_000));
        panel.page().waitForTimeout(1_000); // for a moment after it has appeared, the button is not pressed
        panel.button("Set active now").click();
        assertThat(other.saying("Bot is active")).isVisible();
    }

    private Panel look(BrowserContext browser, LiveServer server) {
        Page page = browser.newPage();
        page.navigate(server.url() + "/#" + contact);
        page.locator("contact-bot-status .icon:not([data-status=unknown])").waitFor();
        return new Panel(page);
    }
}
