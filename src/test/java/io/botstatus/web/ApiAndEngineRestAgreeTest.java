package io.botstatus.web;

import static io.botstatus.web.Answer.json;
import static io.botstatus.web.Answer.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A call of {@code /api} and a call of Camunda's REST API have the same effect on the bot. */
@ServerTest
class ApiAndEngineRestAgreeTest {

    /** Ways in, with the same effect. Requests are those of a person called admin. */
    enum Door {
        API {
            @Override
            void manualMessage(TestContact contact, String messageId) {
                contact.report("""
                        {"messageId": "%s", "sender": "human", "sentBy": "anna", "channel": "sms"}""".formatted(messageId)).ok();
            }

            @Override
            void workflowMessage(TestContact contact, String messageId) {
                contact.report("""
                        {"messageId": "%s", "sender": "workflow", "sentBy": "newsletter"}""".formatted(messageId)).ok();
            }

            @Override
            void messageLimit(TestContact contact) {
                for (int i = 1; i <= 3; i++) {
                    assertThat(contact.ask("reply-" + i).ok().path("granted").asBoolean())
                            .isTrue();
                }
            }

            @Override
            void request(TestContact contact, String request) {
                contact.set(request).ok();
            }
        },

        CAMUNDA_MESSAGE {
            @Override
            void request(TestContact contact, String request) {
                contact.correlate("bot.statusRequested", byAdmin(request)).ok();
            }
        },

        CAMUNDA_START {
            @Override
            void request(TestContact contact, String request) {
                contact.startPause(byAdmin(request)).ok();
            }
        };

        void manualMessage(TestContact contact, String messageId) {
            contact.correlate("bot.manualMessageSent", """
                            {"messageId": "%s", "sentBy": "anna", "channel": "sms"}""".formatted(messageId)).ok();
        }

        void workflowMessage(TestContact contact, String messageId) {
            contact.correlate("bot.workflowMessageSent", """
                            {"messageId": "%s", "sentBy": "newsletter"}""".formatted(messageId))
                    .ok();
        }

        void messageLimit(TestContact contact) {
            contact.correlate("bot.messageLimitReached", "{}").ok();
        }

        /** Sets the status; the request is the body of the API's call. */
        abstract void request(TestContact contact, String request);

        private static String byAdmin(String request) {
            return request.replaceFirst("\\}\\s*$", ", \"cause\": \"manual_change\", \"requestedBy\": \"admin\"}");
        }
    }

    private static final String NOW = "2030-01-31T09:00:00Z";

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    Server server;

    @AfterEach
    void restoreSettings() {
        server.defaultSettings();
    }

    @ParameterizedTest
    @EnumSource(names = {"API", "CAMUNDA_MESSAGE"})
    void aManualMessageSnoozesTheBotForADay(Door door) {
        TestContact contact = server.newContact();

        door.manualMessage(contact, "m1");

        assertOnlyHold(contact, """
                {"cause": "manual_message", "status": "snoozed", "since": "%s", "until": "2030-02-01T09:00:00Z",
                 "reason": null, "setBy": "anna"}""".formatted(NOW));
        assertThat(contact.events()).containsExactly("placed manual_message active snoozed");
    }

    @ParameterizedTest
    @EnumSource(names = {"API", "CAMUNDA_MESSAGE"})
    void aWorkflowMessageSnoozesTheBotForAnHour(Door door) {
        TestContact contact = server.newContact();

        door.workflowMessage(contact, "m1");

        assertOnlyHold(contact, """
                {"cause": "workflow_message", "status": "snoozed", "since": "%s", "until": "2030-01-31T10:00:00Z",
                 "reason": null, "setBy": "newsletter"}""".formatted(NOW));
        assertThat(contact.events()).containsExactly("placed workflow_message active snoozed");
    }

    @ParameterizedTest
    @EnumSource(names = {"API", "CAMUNDA_MESSAGE"})
    void theMessageLimitSnoozesTheBotUntilItsWindowEnds(Door door) {
        server.settings("auto_pilot", 3, "PT24H");
        TestContact contact = server.newContact();

        door.messageLimit(contact);

        assertOnlyHold(contact, """
                {"cause": "message_limit", "status": "snoozed", "since": "%s", "until": "2030-02-01T09:00:00Z",
                 "reason": "3 replies within PT24H", "setBy": null}""".formatted(NOW));
        assertThat(contact.events()).containsExactly("placed message_limit active snoozed");
        assertThat(contact.ask("one more").ok().path("because").asText()).isEqualTo("message_limit");
    }

    @ParameterizedTest
    @EnumSource
    void aRequestSnoozesTheBotForADuration(Door door) {
        TestContact contact = server.newContact();

        door.request(contact, """
                {"status": "snoozed", "reactivateAfter": "PT30M", "reason": "on the phone"}""");

        assertOnlyHold(contact, requested("snoozed", "\"2030-01-31T09:30:00Z\"", "\"on the phone\""));
        assertThat(contact.events()).containsExactly("placed manual_change active snoozed");
    }

    @ParameterizedTest
    @EnumSource
    void aRequestSnoozesTheBotUntilAnInstantInAnyTimeZone(Door door) {
        TestContact contact = server.newContact();

        door.request(contact, """
                {"status": "snoozed", "reactivateAt": "2030-02-02T10:00:00+01:00"}""");

        assertOnlyHold(contact, requested("snoozed", "\"2030-02-02T09:00:00Z\"", "null"));
    }

    @ParameterizedTest
    @EnumSource
    void aRequestSwitchesTheBotOffForADuration(Door door) {
        TestContact contact = server.newContact();

        door.request(contact, """
                {"status": "inactive", "reactivateAfter": "P1W"}""");

        assertOnlyHold(contact, requested("inactive", "\"2030-02-07T09:00:00Z\"", "null"));
    }

    @ParameterizedTest
    @EnumSource
    void aRequestSwitchesTheBotOffUntilSomebodyReactivatesIt(Door door) {
        TestContact contact = server.newContact();

        door.request(contact, """
                {"status": "inactive"}""");

        assertOnlyHold(contact, requested("inactive", "null", "null"));
        time.pass(Duration.ofDays(3000));
        assertThat(contact.status("status")).isEqualTo("inactive");
    }

    @ParameterizedTest
    @EnumSource
    void aRequestForAnActiveBotReleasesEveryHoldAndEndsTheirInstances(Door door) {
        TestContact contact = server.newContact();
        door.manualMessage(contact, "m1");
        door.workflowMessage(contact, "m2");
        assertThat(contact.pauses()).hasSize(2);

        door.request(contact, """
                {"status": "active"}""");

        assertActive(contact);
        assertThat(contact.events())
                .containsExactly(
                        "placed manual_message active snoozed",
                        "placed workflow_message snoozed snoozed",
                        "released manual_message snoozed active",
                        "released workflow_message snoozed active");
    }

    @ParameterizedTest
    @EnumSource
    void aRequestForAnActiveBotLeavesNothingBehindWhereNothingWasOnHold(Door door) {
        TestContact contact = server.newContact();

        door.request(contact, """
                {"status": "active"}""");

        assertActive(contact);
        assertThat(contact.events()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPersonsRequestReplacesEveryHoldThatWasThere(Door door) {
        TestContact contact = server.newContact();
        door.manualMessage(contact, "m1");
        String before = contact.onlyPause();

        door.request(contact, """
                {"status": "inactive", "reactivateAfter": "PT1H"}""");

        assertOnlyHold(contact, requested("inactive", "\"2030-01-31T10:00:00Z\"", "null"));
        assertThat(contact.onlyPause()).isNotEqualTo(before);
        assertThat(contact.events())
                .containsExactly(
                        "placed manual_message active snoozed",
                        "released manual_message snoozed inactive",
                        "placed manual_change snoozed inactive");
    }

    @ParameterizedTest
    @EnumSource(names = {"API", "CAMUNDA_MESSAGE"})
    void aSecondManualMessageMovesTheDeadlineOfTheRunningPause(Door door) {
        TestContact contact = server.newContact();
        door.manualMessage(contact, "m1");
        String pause = contact.onlyPause();
        time.pass(Duration.ofHours(5));

        door.manualMessage(contact, "m2");

        assertOnlyHold(contact, """
                {"cause": "manual_message", "status": "snoozed", "since": "%s", "until": "2030-02-01T14:00:00Z",
                 "reason": null, "setBy": "anna"}""".formatted(NOW));
        assertThat(contact.onlyPause()).isEqualTo(pause);
        assertThat(contact.events())
                .containsExactly("placed manual_message active snoozed", "extended manual_message snoozed snoozed");
    }

    @ParameterizedTest
    @EnumSource(names = {"API", "CAMUNDA_MESSAGE"})
    void theSameMessageTwiceHasOneEffect(Door door) {
        TestContact contact = server.newContact();
        door.manualMessage(contact, "m1");
        time.pass(Duration.ofHours(5));

        door.manualMessage(contact, "m1");

        assertThat(contact.status("reactivateAt")).isEqualTo("2030-02-01T09:00:00Z");
        assertThat(contact.events()).hasSize(1);
        assertThat(contact.pauses()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aDeadlineThatMovesEarlierArmsTheTimerAnew(Door door) {
        TestContact contact = server.newContact();
        door.request(contact, """
                {"status": "snoozed", "reactivateAfter": "PT5H"}""");

        door.request(contact, """
                {"status": "snoozed", "reactivateAfter": "PT1H"}""");

        assertOnlyHold(contact, requested("snoozed", "\"2030-01-31T10:00:00Z\"", "null"));
        assertThat(dueDates(contact)).singleElement().asString().startsWith("2030-01-31T10:00:00");
        assertThat(contact.events())
                .containsExactly("placed manual_change active snoozed", "replaced manual_change snoozed snoozed");
    }

    @ParameterizedTest
    @EnumSource
    void theHoldGoesWithItsInstanceEvenIfListenersAreSkipped(Door door) {
        TestContact contact = server.newContact();
        door.request(contact, """
                {"status": "inactive"}""");

        Answer deleted = server.delete("/engine-rest/process-instance/" + contact.onlyPause()
                + "?skipCustomListeners=true&skipIoMappings=true");

        assertThat(deleted.code()).isEqualTo(204);
        assertActive(contact);
        assertThat(contact.events())
                .containsExactly("placed manual_change active inactive", "released manual_change inactive active");
        assertThat(contact.history("?limit=1").ok().path(0).path("reason").asText())
                .isEqualTo("The process instance ended");
    }

    @ParameterizedTest
    @EnumSource
    void aForgottenContactLeavesNoTraceAndCanBeForgottenAgain(Door door) {
        TestContact contact = server.newContact();
        door.manualMessage(contact, "m1");
        door.request(contact, """
                {"status": "inactive", "reason": "gone"}""");

        assertThat(contact.forget().code()).isEqualTo(204);

        assertActive(contact);
        assertThat(contact.status("epoch")).isEqualTo("0");
        assertThat(contact.events()).isEmpty();
        assertThat(server.get("/engine-rest/history/process-instance?maxResults=2000&processInstanceBusinessKey="
                                + contact.id())
                        .list())
                .isEmpty();
        assertThat(contact.forget().code()).isEqualTo(204);
        door.manualMessage(contact, "m1");
        assertThat(contact.events()).containsExactly("placed manual_message active snoozed");
    }

    @ParameterizedTest
    @EnumSource
    void theContactsOwnMessageNeverUndoesAPause(Door door) {
        TestContact contact = server.newContact();
        door.request(contact, """
                {"status": "snoozed", "reactivateAfter": "PT1H"}""");
        JsonNode before = contact.status().ok();

        JsonNode answer = contact.report("from-contact", "contact").ok();

        assertThat(answer).isEqualTo(json("""
                {"duplicate": false, "effect": "none", "botStatus": "snoozed"}"""));
        assertThat(contact.status().ok()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void aContactCanBePausedBeforeItWasEverSeen(Door door) {
        TestContact contact = server.newContact();
        assertThat(contact.status("epoch")).isEqualTo("0");

        door.request(contact, """
                {"status": "inactive"}""");

        assertThat(contact.report("the first", "contact").ok().path("botStatus").asText())
                .isEqualTo("inactive");
        assertThat(contact.ask("r1").ok().path("because").asText()).isEqualTo("inactive");
    }

    @ParameterizedTest
    @EnumSource
    void aPauseIsOverAtItsDeadlineAlthoughNoTimerFires(Door door) {
        TestContact contact = server.newContact();
        door.request(contact, """
                {"status": "snoozed", "reactivateAfter": "PT1H"}""");

        time.pass(Duration.ofHours(1).minusMillis(1));
        assertThat(contact.ask("early").ok().path("because").asText()).isEqualTo("snoozed");
        time.pass(Duration.ofMillis(1));

        assertThat(contact.status("status")).isEqualTo("active");
        assertThat(contact.ask("in time").ok().path("granted").asBoolean()).isTrue();
    }

    @Test
    void everyDoorLeavesTheSameTrace() {
        server.settings("auto_pilot", 3, "PT24H");
        String id = "trace-" + UUID.randomUUID();

        JsonNode api = trace(Door.API, id);
        JsonNode message = trace(Door.CAMUNDA_MESSAGE, id);
        JsonNode start = trace(Door.CAMUNDA_START, id);

        assertThat(message).isEqualTo(api);
        assertThat(start.toString().replace("startEvent_called", "startEvent_statusRequested"))
                .isEqualTo(api.toString());
    }

    @Test
    void aWorkflowsReleaseKeepsWhatAPersonPlacedAndSaysSo() {
        TestContact contact = server.newContact();
        contact.set("""
                {"status": "inactive"}""").ok();
        contact.report("m1", "human").ok();

        JsonNode answer = contact.startPause("""
                {"status": "active"}""").ok();

        assertThat(answer.at("/variables/keptCauses/value").asText()).isEqualTo("manual_change");
        assertThat(answer.at("/variables/releasedCauses/value").asText()).isEqualTo("manual_message");
        assertThat(contact.holds())
                .singleElement()
                .extracting(hold -> hold.path("cause").asText())
                .isEqualTo("manual_change");
    }

    @Test
    void aWorkflowsReleaseWithOverrideLiftsEverything() {
        TestContact contact = server.newContact();
        contact.set("""
                {"status": "inactive"}""").ok();
        contact.correlate("bot.statusRequested", """
                {"status": "inactive", "cause": "opt_out"}""").ok();

        contact.correlate("bot.statusRequested", """
                {"status": "active", "override": true}""").ok();

        assertActive(contact);
    }

    @Test
    void aWorkflowReplacesTheHoldOfItsOwnCauseOnly() {
        TestContact contact = server.newContact();
        contact.report("m1", "human").ok();
        contact.startPause("""
                {"status": "inactive"}""").ok();

        contact.startPause("""
                {"status": "snoozed", "reactivateAfter": "PT1H", "requestedBy": "flow 7"}""").ok();

        assertThat(contact.holds())
                .extracting(hold -> hold.path("cause").asText(), hold -> hold.path("status")
                        .asText())
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("manual_message", "snoozed"),
                        org.assertj.core.api.Assertions.tuple("workflow_action", "snoozed"));
        assertThat(contact.pauses()).hasSize(2);
    }

    @Test
    void theVariableContactIdServesWhereNoBusinessKeyIsGiven() {
        TestContact contact = server.newContact();

        server.post("/engine-rest/message", """
                        {"messageName": "bot.manualMessageSent",
                         "processVariables": {"contactId": {"value": "%s"}}}""".formatted(contact.id()));

        assertThat(contact.status("status")).isEqualTo("snoozed");
        assertThat(contact.pauses()).hasSize(1);
    }

    private void assertOnlyHold(TestContact contact, String hold) {
        String pause = contact.onlyPause();
        assertThat(contact.holds()).singleElement().satisfies(found -> {
            assertThat(without(found, "processInstanceId")).isEqualTo(json(hold));
            assertThat(found.path("processInstanceId").asText()).isEqualTo(pause);
        });
    }

    private static String requested(String status, String until, String reason) {
        return """
                {"cause": "manual_change", "status": "%s", "since": "%s", "until": %s, "reason": %s, "setBy": "admin"}""".formatted(status, NOW, until, reason);
    }

    private static void assertActive(TestContact contact) {
        assertThat(contact.status("status")).isEqualTo("active");
        assertThat(contact.holds()).isEmpty();
        assertThat(contact.pauses()).isEmpty();
    }

    private List<String> dueDates(TestContact contact) {
        return server.get("/engine-rest/job?maxResults=2000&processInstanceId=" + contact.onlyPause())
                .list()
                .map(job -> job.path("dueDate").asText())
                .toList();
    }

    /** State and history of a contact that went through everything, without ids of instances, events and epochs. */
    private JsonNode trace(Door door, String id) {
        TestContact contact = server.contact(id);
        contact.forget();
        door.messageLimit(contact);
        door.manualMessage(contact, "m1");
        door.manualMessage(contact, "m2");
        door.workflowMessage(contact, "m3");
        door.request(contact, """
                {"status": "active", "reason": "solved"}""");
        door.workflowMessage(contact, "m4");
        door.request(contact, """
                {"status": "inactive", "reactivateAfter": "PT2H", "reason": "legal"}""");
        door.request(contact, """
                {"status": "snoozed", "reactivateAt": "2030-01-31T12:00:00Z"}""");
        String trace = "{\"state\": %s, \"history\": %s}"
                .formatted(contact.status().text(), contact.history("").text());
        return json(trace.replaceAll("\"(id|epoch)\":\\d+", "\"$1\":0")
                .replaceAll("\"processInstanceId\":\"[^\"]+\"", "\"processInstanceId\":\"-\""));
    }
}
