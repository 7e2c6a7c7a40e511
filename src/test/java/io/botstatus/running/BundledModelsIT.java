package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.botstatus.LongRunning;
import io.botstatus.notify.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each model that the server brings along, from its start to its end, judged by what callers see. */
@OnRunningServer
class BundledModelsIT {

    private static final String POLICY = "bpmn/bot-pause-policy.dmn";

    private final RunningServer running;
    private final ServerClient server;
    private final LiveContact contact;

    BundledModelsIT(RunningServer running) {
        this.running = running;
        server = running.client();
        contact = LiveContact.on(server);
    }

    @Test
    @Drives("bpmn/bot-pause.bpmn")
    void aPauseIsAnInstanceThatItsTimerEnds() {
        contact.correlate("bot.statusRequested", Map.of("status", "snoozed", "reactivateAfter", "PT2S"));

        ProcessRun pause = contact.pause();
        assertThat(contact.status()).isEqualTo("snoozed");
        assertThat(pause.waitingAt()).contains("receiveTask_paused");
        Instant deadline = contact.reactivateAt();

        assertThat(pause.awaitEnd()).isBetween(deadline, deadline.plusSeconds(2));
        assertThat(contact.status()).isEqualTo("active");
        assertThat(contact.events()).containsExactly("expired workflow_action", "placed workflow_action");
    }

    @Test
    void theEnginesHistoryTellsWhenAPauseBeganAndEnded() {
        Instant before = Instant.now();
        contact.correlate("bot.statusRequested", Map.of("status", "snoozed", "reactivateAfter", "PT1S"));
        ProcessRun pause = contact.pause();
        Instant end = pause.awaitEnd();

        JsonNode told = server.get(
                "/engine-rest/history/process-instance?processDefinitionKey=bot-pause&maxResults=10&processInstanceBusinessKey="
                        + ServerClient.encode(contact.id()));
        assertThat(told).containsExactly(pause.history());
        assertThat(told.at("/0/businessKey").asText()).isEqualTo(contact.id());
        assertThat(told.at("/0/state").asText()).isEqualTo("COMPLETED");
        assertThat(told.at("/0/startActivityId").asText()).isEqualTo("startEvent_statusRequested");
        Instant start = ProcessRun.time(told.at("/0/startTime").asText());
        assertThat(start).isBetween(before.truncatedTo(ChronoUnit.MILLIS), end);
        assertThat(told.at("/0/durationInMillis").asLong())
                .isEqualTo(Duration.between(start, end).toMillis());
        assertThat(ProcessRun.time(told.at("/0/removalTime").asText())).isEqualTo(end.plus(Duration.ofDays(30)));
        assertThat(pause.activities("finished=true")).isEmpty();
        assertThat(pause.activities("unfinished=true")).isEmpty();
    }

    /** Long enough for an idle job executor to have grown its wait to the longest. */
    @LongRunning
    @Test
    void aTimerFiresWithinTwoSecondsOnAnIdleServer() {
        contact.snooze("PT15S");
        ProcessRun pause = contact.pause();
        Instant deadline = contact.reactivateAt();

        assertThat(pause.awaitEnd()).isBetween(deadline, deadline.plusSeconds(2));
    }

    @Test
    void aTimerThatComesTooEarlyWaitsForTheDeadlineThatHasMoved() {
        ModelText.of(POLICY).with("\"PT24H\"", "\"PT3S\"").deployTo(server);
        contact.report("m-1", "human");
        ProcessRun pause = contact.pause();
        Instant first = contact.reactivateAt();
        await().until(() -> Instant.now().isAfter(first.minusSeconds(1)));
        contact.report("m-2", "human");

        Instant end = pause.awaitEnd();

        assertThat(contact.events())
                .filteredOn(event -> event.startsWith("expired"))
                .hasSize(1);
        assertThat(end).isAfter(first.plusSeconds(1));
    }

    @Test
    void aPauseWithoutADeadlineWaitsUntilItIsReleased() {
        contact.set("inactive");
        ProcessRun pause = contact.pause();
        assertThat(pause.waitingAt()).contains("receiveTask_pausedUntilReleased");

        contact.set("active");

        pause.awaitEnd();
        assertThat(contact.events()).containsExactly("released manual_change", "placed manual_change");
    }

    @Test
    void deletingTheInstanceOfAPauseReleasesTheContact() {
        contact.correlate("bot.manualMessageSent", Map.of());

        contact.pause().delete();

        assertThat(contact.status()).isEqualTo("active");
        assertThat(contact.events()).containsExactly("released manual_message", "placed manual_message");
    }

    @Test
    @Drives("bpmn/bot-pause-and-wait.bpmn")
    void pauseAndWaitGoesOnWhenNothingKeepsTheBotSilentAnyMore() {
        ProcessRun waiting =
                contact.start("bot-pause-and-wait", Map.of("status", "snoozed", "reactivateAfter", "PT1S"));
        contact.correlate("bot.statusRequested", Map.of("status", "inactive", "cause", "opt_out"));
        waiting.awaitWaitingAt("receiveTask_botSilent");
        assertThat(contact.causes()).containsExactly("opt_out");

        contact.correlate("bot.statusRequested", Map.of("status", "active", "override", true));

        Instant changed = Instant.now();
        waiting.awaitEndAt("endEvent_botActiveAgain");
        assertThat(waiting.awaitEnd()).isBeforeOrEqualTo(changed.plus(Listeners.PROMISED));
    }

    @Test
    @Drives(POLICY)
    void theBundledPolicyDecidesAsTheReadmeSays() {
        assertThat(decided("bot.manualMessageSent", Map.of()))
                .isCloseTo(Instant.now().plus(Duration.ofHours(24)), within(1, ChronoUnit.MINUTES));
        assertThat(decided("bot.workflowMessageSent", Map.of()))
                .isCloseTo(Instant.now().plus(Duration.ofHours(1)), within(1, ChronoUnit.MINUTES));
        Instant windowEndsAt = Instant.now().plus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MILLIS);
        assertThat(decided("bot.messageLimitReached", Map.of("windowEndsAt", windowEndsAt.toString())))
                .isEqualTo(windowEndsAt);
    }

    private Instant decided(String trigger, Map<String, ?> variables) {
        LiveContact another = LiveContact.on(server);
        another.correlate(trigger, variables);
        assertThat(another.status()).isEqualTo("snoozed");
        return another.reactivateAt();
    }

    @Test
    void aPolicyOfYourOwnCountsFromTheNextTriggerOn() {
        ModelText.of(POLICY).with("\"PT24H\"", "\"PT1S\"").deployTo(server);

        contact.correlate("bot.manualMessageSent", Map.of());

        contact.pause().awaitEnd();
        assertThat(contact.status()).isEqualTo("active");
    }

    @Test
    @Drives("bpmn/bot-bulk-change.bpmn")
    void aBulkChangePausesManyAndItsUndoLetsThemGo() {
        LiveContact other = LiveContact.on(server);
        contact.snooze("PT1H");

        String change = server.post(
                        "/api/bot-status-changes",
                        Map.of("contactIds", List.of(contact.id(), other.id()), "status", "inactive"))
                .path("id")
                .asText();
        assertThat(List.of(contact.status(), other.status())).containsOnly("inactive");
        ended("endEvent_changed", change);
        assertThat(server.get("/api/bot-status-changes/" + change).path("held").asInt())
                .isEqualTo(2);

        server.delete("/api/bot-status-changes/" + change);
        ended("endEvent_takenBack", change);

        assertThat(List.of(contact.status(), other.status())).containsOnly("active");
    }

    private void ended(String endEvent, String bulkChange) {
        await().atMost(Duration.ofSeconds(15))
                .until(() -> server.get(
                                        "/engine-rest/history/process-instance?maxResults=10&finished=true&processDefinitionKey=bot-bulk-change"
                                                + "&processInstanceBusinessKey=" + bulkChange + "&executedActivityIdIn="
                                                + endEvent)
                                .size()
                        == 1);
    }

    @Test
    @Drives("bpmn/notify-webhook.bpmn")
    void anAddressOutsideIsToldOfEachChangeInOrder() {
        contact.report("m-1", "human");
        contact.set("inactive");
        contact.set("active");

        await().atMost(Duration.ofSeconds(15)).until(() -> told().size() == 3);
        assertThat(told())
                .extracting(Receiver.Post::change)
                .containsExactly("1: active to snoozed", "2: snoozed to inactive", "3: inactive to active");
        assertThat(told()).allSatisfy(post -> assertThat(post.headers()).containsKey("webhook-signature"));
        JsonNode instances = server.get(
                "/engine-rest/history/process-instance?maxResults=10&processDefinitionKey=notify-webhook&processInstanceBusinessKey="
                        + contact.id());
        assertThat(instances).isNotEmpty().allSatisfy(instance -> new ProcessRun(
                        server, instance.path("id").asText())
                .awaitEndAt("endEvent_told"));
    }

    private List<Receiver.Post> told() {
        return running.receiver().posts().stream()
                .filter(post -> post.data().path("contactId").asText().equals(contact.id()))
                .toList();
    }
}
