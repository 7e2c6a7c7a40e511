package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.botstatus.check.Models;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The answer to a deployment from Modeler, or over Camunda's REST API, with a model that could never work. */
@ServerTest
class DeploymentCheckOverRestTest {

    @RegisterExtension
    TestClock time = new TestClock();

    @Autowired
    Server server;

    private int before;

    @BeforeEach
    void count() {
        before = deployments();
    }

    @AfterEach
    void nothingIsDeployed() {
        assertThat(deployments()).isEqualTo(before);
    }

    @Test
    void isOneMessageWithEveryFindingOfEveryFile() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "order.bpmn",
                Models.process(
                        "order",
                        Models.task("setContactBotStatus", "status", "snoozed", "cause", "Order"),
                        Models.call("bot-pause", Models.in("status", "asleep"))));
        files.put("policy.dmn", policy("FIRST", "\"snozed\""));
        files.put("right.bpmn", Models.process("right", "<bpmn:task id=\"task\"/>"));

        JsonNode refusal = refused(files);

        assertThat(refusal.path("type").asText()).isEqualTo("ParseException");
        assertThat(refusal.path("message").asText()).isEqualTo("""
                Nothing is deployed, since Contact Bot Status found 5 mistakes:
                * order.bpmn, line 5, process 'order', serviceTask 'pause' (Pause the bot): reactivateAfter is missing. Allowed: a \
                snoozed bot needs reactivateAfter or reactivateAt; to silence it until somebody reactivates it, use the status \
                inactive.
                * order.bpmn, line 8, process 'order', serviceTask 'pause' (Pause the bot): cause is 'Order'. Allowed: 1 to 40 \
                characters of a-z, 0-9 and _, beginning with a letter.
                * order.bpmn, line 10, process 'order', callActivity 'call': contactId is missing. Allowed: the contact as \
                business key (camunda:in businessKey) or as variable (camunda:in with the target contactId).
                * order.bpmn, line 11, process 'order', callActivity 'call': status is 'asleep'. Allowed: active, snoozed, inactive.
                * policy.dmn, line 6, decision 'bot-pause-policy', outputEntry 'cell': pauseAs is 'snozed'. Allowed: snoozed, \
                inactive or none. Did you mean 'snoozed'?""");
        JsonNode details = refusal.path("details");
        assertThat(details.path("order.bpmn").path("errors")).hasSize(4);
        assertThat(details.path("order.bpmn")
                        .path("errors")
                        .get(3)
                        .path("mainElementId")
                        .asText())
                .isEqualTo("call");
        assertThat(details.path("order.bpmn").path("errors").get(3).path("line").asInt())
                .isEqualTo(11);
        assertThat(details.path("policy.dmn")
                        .path("errors")
                        .get(0)
                        .path("message")
                        .asText())
                .isEqualTo("pauseAs is 'snozed'. Allowed: snoozed, inactive or none. Did you mean 'snoozed'?");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                task("status is 'asleep'. Allowed: active, snoozed, inactive.", "status", "asleep"),
                task("status is missing. Allowed: active, snoozed, inactive.", "reason", "none"),
                task(
                        "reactivateAfter is '2h'. Allowed: an ISO 8601 duration",
                        "status",
                        "snoozed",
                        "reactivateAfter",
                        "2h"),
                task(
                        "reactivateAfter is '2'. Allowed: a number only beside a reactivateAfterUnit",
                        "status",
                        "snoozed",
                        "reactivateAfter",
                        "2"),
                task(
                        "reactivateAfter is '99999 weeks'. Allowed: at most 3650 days.",
                        "status",
                        "snoozed",
                        "reactivateAfter",
                        "99999",
                        "reactivateAfterUnit",
                        "weeks"),
                task(
                        "reactivateAfterUnit is 'months'. Allowed: minutes, hours, days, weeks.",
                        "status",
                        "snoozed",
                        "reactivateAfter",
                        "2",
                        "reactivateAfterUnit",
                        "months"),
                task(
                        "reactivateAt is 'noon'. Allowed: an ISO 8601 instant",
                        "status",
                        "snoozed",
                        "reactivateAt",
                        "noon"),
                task("Allowed: an instant later than now", "status", "snoozed", "reactivateAt", "2029-12-31T00:00:00Z"),
                task("a snoozed bot needs reactivateAfter or reactivateAt", "status", "snoozed"),
                task(
                        "either reactivateAfter or reactivateAt",
                        "status",
                        "snoozed",
                        "reactivateAfter",
                        "PT1H",
                        "reactivateAt",
                        "2030-12-31T00:00:00Z"),
                task(
                        "status is 'active'. Allowed: snoozed or inactive with",
                        "status",
                        "active",
                        "reactivateAfter",
                        "PT1H"),
                task("cause is 'manual_message'. Allowed:", "status", "inactive", "cause", "manual_message"),
                task("override is 'yes'. Allowed: true or false.", "status", "active", "override", "yes"),
                task("Did you mean 'reactivateAfter'?", "status", "inactive", "reactivateAftr", "PT1H"),
                bpmn("epoch is 'last'.", Models.task("requestBotReply", "epoch", "last")),
                bpmn("camunda:field is 'status'. Allowed: input parameters", """
                        <bpmn:serviceTask id="t" camunda:delegateExpression="${checkContactBot}"><bpmn:extensionElements>
                        <camunda:field name="status" stringValue="snoozed"/></bpmn:extensionElements></bpmn:serviceTask>"""),
                bpmn(
                        "camunda:expression is '${setContactBotStatus}'. Allowed: this as camunda:delegateExpression",
                        """
                        <bpmn:serviceTask id="t" camunda:expression="${setContactBotStatus}"/>"""),
                bpmn("executionListener is '${setContactBotStatus}'.", """
                        <bpmn:task id="t"><bpmn:extensionElements>
                        <camunda:executionListener event="start" delegateExpression="${setContactBotStatus}"/>
                        </bpmn:extensionElements></bpmn:task>"""),
                bpmn("contactId is missing.", Models.call("bot-pause-and-wait")),
                bpmn("Did you mean 'io.botstatus.pause-and-wait'?", """
                        <bpmn:callActivity id="c" calledElement="x" camunda:modelerTemplate="io.botstatus.pause-wait"/>"""),
                bpmn("modelerTemplateVersion of io.botstatus.check-contact-bot is '99'.", """
                        <bpmn:serviceTask id="t" camunda:delegateExpression="${checkContactBot}" \
                        camunda:modelerTemplate="io.botstatus.check-contact-bot" camunda:modelerTemplateVersion="99"/>"""),
                bpmn("since the element carries the template io.botstatus.check-contact-bot.", """
                        <bpmn:serviceTask id="t" camunda:delegateExpression="${other}" \
                        camunda:modelerTemplate="io.botstatus.check-contact-bot"/>"""),
                message("Did you mean 'bot.statusChanged'?", "bot.statusChange", "<bpmn:task id=\"t\"/>"),
                message(
                        "this one is for bot-pause",
                        "bot.manualMessageSent",
                        "<bpmn:receiveTask id=\"t\" messageRef=\"m\"/>"),
                message("a signal start event of this name", "bot.statusChanged", """
                        <bpmn:startEvent id="s"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>"""),
                Arguments.of(
                        "message start event is missing. Allowed: one that catches bot.statusRequested.",
                        "own.bpmn",
                        Models.process("bot-pause")),
                Arguments.of("hitPolicy is 'COLLECT'.", "own.dmn", policy("COLLECT", "\"none\"")),
                Arguments.of("pauseAs is 'active'.", "own.dmn", policy("FIRST", "\"active\"")),
                Arguments.of(
                        "typeRef of pauseAs is 'boolean'.",
                        "own.dmn",
                        policy("FIRST", "null").replace("string", "boolean")),
                Arguments.of(
                        "output pauseAs is missing.",
                        "own.dmn",
                        policy("FIRST", "\"none\"").replace("pauseAs", "how")),
                Arguments.of(
                        "Did you mean 'pauseAs'?",
                        "own.dmn",
                        policy("FIRST", "\"none\"").replace("pauseAs", "pauseas")),
                Arguments.of("a snoozed bot needs reactivateAfter", "own.dmn", policy("FIRST", "\"snoozed\"")));
    }

    private static Arguments task(String message, String... inputs) {
        return bpmn(message, Models.task("setContactBotStatus", inputs));
    }

    private static Arguments bpmn(String message, String element) {
        return Arguments.of(message, "order.bpmn", Models.process("order", element));
    }

    private static Arguments message(String message, String name, String element) {
        return Arguments.of(
                message,
                "order.bpmn",
                Models.process("order", element)
                        .replace("<bpmn:process", "<bpmn:message id=\"m\" name=\"%s\"/><bpmn:process".formatted(name)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void namesTheMistake(String message, String file, String xml) {
        assertThat(refused(Map.of(file, xml)).path("message").asText())
                .startsWith("Nothing is deployed, since Contact Bot Status found ")
                .contains("\n* " + file + ", line ")
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    order.bpmn  | bpmn:process | The element type "bpmn:process" must be terminated by the matching end-tag "</bpmn:process>".
                    policy.dmn  | decision     | The element type "decision" must be terminated by the matching end-tag "</decision>".
                    """)
    void saysWhatIsNoXmlInTheEnginesWordsWithFileAndLine(String file, String tag, String words) {
        String right = file.endsWith("bpmn") ? Models.process("order") : policy("FIRST", "\"none\"");
        String torn = right.replace("</" + tag + ">", "</" + tag.substring(0, tag.length() - 1) + ">");
        int line = (int) torn.substring(0, torn.indexOf("</" + tag.substring(0, tag.length() - 1) + ">") + 2)
                .lines()
                .count();

        JsonNode refusal = refused(Map.of(file, torn));

        assertThat(refusal.path("type").asText()).isEqualTo("ParseException");
        assertThat(refusal.path("message").asText())
                .startsWith("ENGINE-09003 Could not parse '" + file + "'. " + words + " Line " + line + ", column ");
        JsonNode error = refusal.path("details").path(file).path("errors").get(0);
        assertThat(error.path("line").asInt()).isEqualTo(line);
        assertThat(error.path("message").asText()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    empty.bpmn  | ''         | Premature end of file.
                    words.bpmn  | no XML     | Content is not allowed in prolog.
                    words.dmn   | no XML     | Content is not allowed in prolog.
                    """)
    void saysWhatIsNoXmlAtAll(String file, String content, String words) {
        assertThat(refused(Map.of(file, content)).path("message").asText())
                .startsWith("ENGINE-09003 Could not parse '" + file + "'. " + words + " Line 1, column ");
    }

    @Test
    void leavesABrokenFormToCamundaWhichSaysWhere() {
        Answer answer = server.deploy("a builder's", Map.of("order.form", "{\"id\": \"order\", "));

        assertThat(answer.code()).isEqualTo(500); // as Camunda answers it
        assertThat(Answer.json(answer.text()).path("message").asText())
                .startsWith("ENGINE-09033 Could not parse Camunda Form resource order.form.")
                .contains("line 1 column");
    }

    @Test
    void refusesTheModelsForAllContactsInADeploymentOfATenant() {
        Answer answer =
                server.deploy("a builder's", Map.of("own.dmn", policy("FIRST", "\"none\"")), "tenant-id", "acme");

        assertThat(answer.code()).isEqualTo(400);
        assertThat(Answer.json(answer.text()).path("message").asText())
                .contains(
                        "decision 'bot-pause-policy': the deployment's tenant is 'acme'. Allowed: none for bot-pause-policy");
    }

    private JsonNode refused(Map<String, String> files) {
        Answer answer = server.deploy("a builder's", files);
        assertThat(answer.code()).as(answer.text()).isEqualTo(400);
        return Answer.json(answer.text());
    }

    private int deployments() {
        return server.get("/engine-rest/deployment/count").ok().path("count").asInt();
    }

    private static String policy(String hitPolicy, String pauseAs) {
        return """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="own" name="own" namespace="own">
                <decision id="bot-pause-policy"><decisionTable id="table" hitPolicy="%s">
                <input id="input"><inputExpression id="expression"><text>cause</text></inputExpression></input>
                <output id="output" name="pauseAs" typeRef="string"/>
                <rule id="rule"><inputEntry id="any"><text></text></inputEntry>
                <outputEntry id="cell"><text>%s</text></outputEntry></rule>
                </decisionTable></decision></definitions>""".formatted(hitPolicy, pauseAs);
    }
}
