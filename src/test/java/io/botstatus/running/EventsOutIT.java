package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botstatus.notify.Receiver;
import io.botstatus.web.EventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ways to hear of a change, beside the flows of {@link HearsOfChanges}. */
@OnRunningServer
class EventsOutIT {

    private final RunningServer running;
    private final ServerClient server;
    private final LiveContact contact;

    EventsOutIT(RunningServer running) {
        this.running = running;
        server = running.client();
        contact = LiveContact.on(server);
    }

    @Test
    void aSignalReachesAnInstanceThatWaitsForAnyContact() {
        ModelText.ofTest("waits-for-signal.bpmn").deployTo(server);
        ProcessRun waiting = LiveContact.on(server).start("waits-for-signal", Map.of());

        contact.set("inactive");

        Instant changed = Instant.now();
        assertThat(waiting.awaitEnd()).isBeforeOrEqualTo(changed.plus(Listeners.PROMISED));
        assertThat(waiting.variable("contactId").asText()).isEqualTo(contact.id());
        assertThat(waiting.variable("previousBotStatus").asText()).isEqualTo("active");
        assertThat(waiting.variable("cause").asText()).isEqualTo("manual_change");
    }

    @Test
    void anAddressOutsideIsToldWithinTwoSecondsOfAChangeAndOfItsEndByTheTimer() {
        contact.snooze("PT2S");
        Instant changed = Instant.now();
        Instant deadline = contact.reactivateAt();

        await().atMost(Duration.ofSeconds(10)).until(() -> isTold("active to snoozed"));
        assertThat(Instant.now()).isBeforeOrEqualTo(changed.plus(Listeners.PROMISED));
        await().atMost(Duration.ofSeconds(10)).until(() -> isTold("snoozed to active"));
        assertThat(Instant.now()).isBeforeOrEqualTo(deadline.plus(Listeners.PROMISED.multipliedBy(2)));
    }

    private boolean isTold(String change) {
        return running.receiver().posts().stream()
                .filter(post -> post.data().path("contactId").asText().equals(contact.id()))
                .map(Receiver.Post::change)
                .anyMatch(told -> told.endsWith(change));
    }

    @Test
    void anOpenStreamTellsTheStateAndThenEachChange() {
        try (EventStream stream = contact.stream()) {
            assertThat(stream.next().status()).isEqualTo("active");

            contact.report("m-1", "human");
            assertThat(stream.next().status()).isEqualTo("snoozed");

            contact.snooze("PT1S");
            assertThat(stream.next().status()).isEqualTo("snoozed");
        }
    }

    @Test
    void metricsCountTheHoldsByCause() {
        contact.report("m-1", "human");

        await().atMost(Duration.ofSeconds(30)).until(() -> server.text("/actuator/prometheus")
                .lines()
                .anyMatch(line -> line.startsWith("botstatus_holds") && line.contains("cause=\"manual_message\"")));
    }
}
