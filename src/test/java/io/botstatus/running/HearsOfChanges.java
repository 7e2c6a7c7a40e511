package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Other processes hear of each change within two seconds, from any source and for each way to start a server. */
abstract class HearsOfChanges {

    /** Long enough for a server that has just started to answer before the snooze is over. */
    private static final String SNOOZE = "PT5S";

    abstract ServerClient server();

    @Test
    final void ofAPersonsChange() {
        LiveContact contact = contact();
        Listeners listeners = Listeners.of(contact);

        contact.set("inactive");

        listeners.heard("inactive", Instant.now());
    }

    @Test
    final void ofAMessageOverCamundasRestApi() {
        LiveContact contact = contact();
        Listeners listeners = Listeners.of(contact);

        contact.correlate("bot.manualMessageSent", Map.of("sentBy", "anna"));

        listeners.heard("snoozed", Instant.now());
    }

    @Test
    final void ofAMessageThatIsReported() {
        LiveContact contact = contact();
        Listeners listeners = Listeners.of(contact);

        contact.report("m-1", "human");

        listeners.heard("snoozed", Instant.now());
    }

    @Test
    final void ofATimer() {
        LiveContact contact = contact();
        contact.snooze(SNOOZE);
        ProcessRun pause = contact.pause();
        Instant deadline = contact.reactivateAt();
        Listeners listeners = Listeners.of(contact);

        Instant over = pause.awaitEnd();

        listeners.heard("active", over);
        assertThat(over).isBetween(deadline, deadline.plus(Listeners.PROMISED));
    }

    @Test
    final void ofABulkChange() {
        LiveContact one = contact();
        LiveContact two = LiveContact.on(server());
        List<Listeners> listeners = List.of(Listeners.of(one), Listeners.of(two));

        server().post(
                        "/api/bot-status-changes",
                        Map.of("contactIds", List.of(one.id(), two.id()), "status", "inactive"));

        Instant changed = Instant.now();
        listeners.forEach(listener -> listener.heard("inactive", changed));
    }

    /** An operator has suspended the timer in Cockpit, so that only a repair ends the pause. */
    @Test
    final void ofARepair() {
        LiveContact contact = contact();
        contact.snooze(SNOOZE);
        ProcessRun pause = contact.pause();
        server().put("/engine-rest/job/" + pause.timer() + "/suspended", Map.of("suspended", true));
        Listeners listeners = Listeners.of(contact);
        Instant deadline = contact.reactivateAt();
        Awaitility.await().until(() -> Instant.now().isAfter(deadline));
        assertThat(pause.runs()).isTrue();

        JsonNode repaired = server().post(
                        "/api/repairs", Map.of("dryRun", false, "kinds", List.of("timer_stopped", "overdue_hold")));

        Instant changed = Instant.now();
        assertThat(repaired.toString()).contains(contact.id());
        listeners.heard("active", changed);
    }

    private LiveContact contact() {
        Listeners.deployTo(server());
        return LiveContact.on(server());
    }
}
