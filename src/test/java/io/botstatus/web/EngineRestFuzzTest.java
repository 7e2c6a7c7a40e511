package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.botstatus.Sampled;
import io.botstatus.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The messages and starts of the plugin's processes through Camunda's REST API, with each variable wrong in turn: taken, or refused
 * without a trace; never a failure of the server's.
 */
@Sampled
@ServerTest
class EngineRestFuzzTest {

    /** Values with the type that the call states. */
    private static final List<String> TYPED = List.of(
            "{\"type\": \"Integer\", \"value\": \"x\"}",
            "{\"type\": \"Integer\", \"value\": 7}",
            "{\"type\": \"Integer\", \"value\": 99999999999}",
            "{\"type\": \"Short\", \"value\": 7}",
            "{\"type\": \"Long\", \"value\": 9223372036854775807}",
            "{\"type\": \"Long\", \"value\": 1.5}",
            "{\"type\": \"Double\", \"value\": 1e400}",
            "{\"type\": \"Double\", \"value\": -1e308}",
            "{\"type\": \"Boolean\", \"value\": true}",
            "{\"type\": \"Boolean\", \"value\": \"yes\"}",
            "{\"type\": \"Date\", \"value\": \"2030-01-31T10:00:00.000+0100\"}",
            "{\"type\": \"Date\", \"value\": \"+999999999-01-01T00:00:00.000+0000\"}",
            "{\"type\": \"Date\", \"value\": \"x\"}",
            "{\"type\": \"Null\", \"value\": null}",
            "{\"type\": \"Null\", \"value\": 1}",
            "{\"type\": \"String\", \"value\": {}}",
            "{\"type\": \"String\", \"value\": 7}",
            "{\"type\": \"Bytes\", \"value\": \"AAEC/w==\"}",
            "{\"type\": \"Bytes\", \"value\": \"no base 64!\"}",
            "{\"type\": \"File\", \"value\": \"AAEC\", \"valueInfo\": {\"filename\": \"a.txt\"}}",
            "{\"type\": \"File\", \"value\": \"AAEC\"}",
            "{\"type\": \"Json\", \"value\": \"{\\\"a\\\": [1]}\"}",
            "{\"type\": \"Json\", \"value\": \"{\"}",
            "{\"type\": \"Json\", \"value\": 7}",
            "{\"type\": \"Xml\", \"value\": \"<a/>\"}",
            "{\"type\": \"Xml\", \"value\": \"<a\"}",
            "{\"type\": \"Xml\", \"value\": \"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>\"}",
            "{\"type\": \"Object\", \"value\": \"[1]\", \"valueInfo\": {\"objectTypeName\": \"java.util.ArrayList\","
                    + " \"serializationDataFormat\": \"application/json\"}}",
            "{\"type\": \"Object\", \"value\": \"{\", \"valueInfo\": {\"objectTypeName\": \"java.util.HashMap\","
                    + " \"serializationDataFormat\": \"application/json\"}}",
            "{\"type\": \"Object\", \"value\": \"{}\", \"valueInfo\": {\"objectTypeName\": \"java.lang.Runtime\","
                    + " \"serializationDataFormat\": \"application/json\"}}",
            "{\"type\": \"Object\", \"value\": \"rO0ABXQAAXg=\", \"valueInfo\": {\"objectTypeName\": \"java.lang.String\","
                    + " \"serializationDataFormat\": \"application/x-java-serialized-object\"}}",
            "{\"type\": \"Object\", \"value\": \"[1]\"}",
            "{\"type\": \"nonsense\", \"value\": 1}",
            "{\"type\": 5, \"value\": 1}",
            "{\"value\": \"x\", \"local\": true, \"valueInfo\": {\"transient\": true}}",
            "{}",
            "[]",
            "null",
            "\"x\"");

    /** Values that Camunda can parse. Malformed JSON needs no variable of ours. */
    private static final List<String> VALUES = OddValues.JSON.stream()
            .filter(json -> !json.startsWith("[[") && !json.startsWith("{\"a\":{") && json.length() < 30_000)
            .toList();

    /** Which get every value; the others go the same way, or know but a few of the variables. */
    private static final Set<String> EVERYTHING = Set.of("bot.manualMessageSent", "bot.statusRequested");

    private static final List<String> OF_ALL = List.of("contactId", "bulkChangeId", "other");

    private static final List<String> OF_MESSAGES =
            List.of("contactId", "messageId", "sentAt", "sentBy", "channel", "evidence", "tag", "windowEndsAt");

    private static final List<String> OF_REQUESTS = List.of(
            "contactId",
            "status",
            "reactivateAfter",
            "reactivateAfterUnit",
            "reactivateAt",
            "reason",
            "requestedBy",
            "cause",
            "override",
            "other",
            "bulkChangeId");

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    private Server server;

    @Autowired
    private SideEffects traces;

    @BeforeEach
    void settings() {
        server.defaultSettings();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bot.manualMessageSent",
                "bot.messageLimitReached",
                "bot.statusRequested",
                "bot.statusChanged",
                "bot.holdReleased",
                "bot.bulkUndoRequested"
            })
    void oddVariablesOfAMessageAreTakenOrRefusedWithoutATrace(String message) {
        OddRequests odd = new OddRequests(server, traces, EngineRestFuzzTest::isTakenOrRefused);
        boolean request = message.equals("bot.statusRequested");
        odd.send(requests(
                !EVERYTHING.contains(message) ? OF_ALL : request ? OF_REQUESTS : OF_MESSAGES,
                request,
                EVERYTHING.contains(message),
                (contact, variables) -> new OddRequest(
                        contact,
                        "POST",
                        "/engine-rest/message",
                        OddRequest.utf8(Answer.text(JsonNodeFactory.instance
                                .objectNode()
                                .put("messageName", message)
                                .put("businessKey", contact)
                                .set("processVariables", variables))),
                        List.of("Content-Type", "application/json"))));
        odd.wereAnsweredWell();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bot-pause", "bot-pause-and-wait", "bot-bulk-change"})
    void oddVariablesOfAStartAreTakenOrRefusedWithoutATrace(String process) {
        OddRequests odd = new OddRequests(server, traces, EngineRestFuzzTest::isTakenOrRefused);
        odd.send(requests(
                process.equals("bot-pause") ? OF_REQUESTS : OF_ALL,
                true,
                false,
                (contact, variables) -> new OddRequest(
                        contact,
                        "POST",
                        "/engine-rest/process-definition/key/" + process + "/start",
                        OddRequest.utf8(Answer.text(JsonNodeFactory.instance
                                .objectNode()
                                .put("businessKey", contact)
                                .set("variables", variables))),
                        List.of("Content-Type", "application/json"))));
        odd.wereAnsweredWell();
    }

    @Test
    void anOddBusinessKeyIsTakenOrRefusedWithoutATrace() {
        OddRequests odd = new OddRequests(server, traces, EngineRestFuzzTest::isTakenOrRefused);
        List<Function<String, OddRequest>> requests = new ArrayList<>();
        for (String key : VALUES) {
            for (String message : List.of("bot.manualMessageSent", "bot.statusRequested", "bot.bulkUndoRequested")) {
                requests.add(contact -> new OddRequest(
                        contact,
                        "POST",
                        "/engine-rest/message",
                        OddRequest.utf8("""
                                {"messageName": "%s", "processVariables": %s, "businessKey": %s}""".formatted(message, Answer.text(valid(true)), key)),
                        List.of("Content-Type", "application/json")));
            }
            requests.add(contact -> new OddRequest(
                    contact,
                    "POST",
                    "/engine-rest/process-definition/key/bot-pause/start",
                    OddRequest.utf8("""
                            {"variables": %s, "businessKey": %s}""".formatted(Answer.text(valid(true)), key)),
                    List.of("Content-Type", "application/json")));
        }
        odd.send(Samples.of(requests, 0));
        odd.wereAnsweredWell();
    }

    private interface Asking {
        OddRequest of(String contact, ObjectNode variables);
    }

    private static List<Function<String, OddRequest>> requests(
            List<String> names, boolean request, boolean everything, Asking asking) {
        List<Function<String, OddRequest>> requests = new ArrayList<>();
        for (String name : names) {
            for (String json : VALUES.subList(0, everything ? VALUES.size() : 0)) {
                requests.add(contact -> asking.of(contact, with(name, "{\"value\": " + json + "}", request)));
            }
            for (String typed : TYPED) {
                requests.add(contact -> asking.of(contact, with(name, typed, request)));
            }
        }
        for (String name :
                List.of("", " ", "a b", "\u0000", "\ud800", "\u202e", "${x}", "n".repeat(64), "n".repeat(10_000))) {
            requests.add(contact -> asking.of(contact, with(name, "{\"value\": 1}", request)));
        }
        return Samples.of(requests, names.size());
    }

    private static ObjectNode with(String name, String typed, boolean request) {
        ObjectNode variables = valid(request);
        variables.remove(name.equals("reactivateAt") ? "reactivateAfter" : name);
        return variables.putRawValue(name, new RawValue(typed));
    }

    private static ObjectNode valid(boolean request) {
        return (ObjectNode) Answer.json(
                request
                        ? "{\"status\": {\"value\": \"snoozed\"}, \"reactivateAfter\": {\"value\": \"PT1H\"}}"
                        : "{\"channel\": {\"value\": \"sms\"}}");
    }

    private static void isTakenOrRefused(OddRequest request, Answer answer) {
        assertThat(answer.code())
                .as(request + " answered " + answer.code() + " " + answer.text())
                .matches(code -> code / 100 == 2 || code / 100 == 4);
    }
}
