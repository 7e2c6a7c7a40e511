package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Flows on a running server that listen to {@code bot.statusChanged} in each way that BPMN has, and when they heard of a change. */
final class Listeners {

    /** How soon after its commit a listener hears of a change. */
    static final Duration PROMISED = Duration.ofSeconds(2);

    private static final Duration PATIENCE = PROMISED.plusSeconds(8);
    private static final String BY_SIGNAL = "hears-by-signal";

    /** Each place waits for the message alone. */
    private static final Set<String> PLACES =
            Set.of("receiveTask_news", "catchEvent_news", "gatewayEvent_news", "boundaryEvent_news", "startEvent_news");

    private final LiveContact contact;
    private final ProcessRun waiting;

    private Listeners(LiveContact contact, ProcessRun waiting) {
        this.contact = contact;
        this.waiting = waiting;
    }

    /** Deploys the flows, once for all contacts of a test. */
    static void deployTo(ServerClient server) {
        ModelText.ofTest("hears-by-signal.bpmn").deployTo(server);
        ModelText.ofTest("waits-for-news.bpmn").deployTo(server);
    }

    /** Lets an instance wait for the contact's next change. */
    static Listeners of(LiveContact contact) {
        return new Listeners(contact, contact.start("waits-for-news", Map.of("contactId", contact.id())));
    }

    /** Checks that all have heard of the change within the promised time. */
    void heard(String status, Instant changed) {
        heardWithin(PROMISED, status, changed);
    }

    void heardWithin(Duration promised, String status, Instant changed) {
        Duration patience = promised.plus(PATIENCE).minus(PROMISED);
        JsonNode started = await("signal start event")
                .atMost(patience)
                .pollInterval(ProcessRun.BETWEEN_LOOKS)
                .until(() -> startedBySignal(status), found -> found.size() == 1)
                .path(0);
        await("waiting instance")
                .atMost(patience)
                .pollInterval(ProcessRun.BETWEEN_LOOKS)
                .until(() -> waiting.finished().keySet(), finished -> finished.containsAll(PLACES));

        Instant latest = changed.plus(promised);
        assertThat(ProcessRun.time(started.path("startTime").asText()))
                .as("signal start event, after a change at %s", changed)
                .isBeforeOrEqualTo(latest);
        assertThat(waiting.finished())
                .as("after a change at %s", changed)
                .allSatisfy((place, heard) -> assertThat(heard).as(place).isBeforeOrEqualTo(latest));
        // The flow waits for a person: where it ends by itself, an event that comes last would find nobody.
        waiting.completeTask();
        waiting.awaitEnd();
        assertThat(waiting.variable("botStatus").asText()).isEqualTo(status);
    }

    private JsonNode startedBySignal(String status) {
        return contact.server()
                .get("/engine-rest/history/process-instance?maxResults=10&processDefinitionKey=" + BY_SIGNAL
                        + "&processInstanceBusinessKey=" + ServerClient.encode(contact.id())
                        + "&variables=botStatus_eq_"
                        + status);
    }
}
