package io.botstatus.check;

import static io.botstatus.check.Models.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Service tasks with a delegate of the plugin's: literal values that could never work. */
class DelegateTasksTest extends CheckScenario {

    static final String A_DURATION =
            "Allowed: an ISO 8601 duration of weeks, days, hours, minutes and seconds, from PT0.001S to P3650D, such as PT30M,"
                    + " PT24H or P7D.";
    static final String NO_END =
            "reactivateAfter is missing. Allowed: a snoozed bot needs reactivateAfter or reactivateAt; to silence it until"
                    + " somebody reactivates it, use the status inactive.";
    private static final String AN_INSTANT =
            "Allowed: an ISO 8601 instant with offset from 1970 to 9999, such as 2030-01-31T09:00:00Z or"
                    + " 2030-01-31T10:00:00+01:00[Europe/Berlin].";
    private static final String INPUTS =
            "Allowed: status, reactivateAfter, reactivateAfterUnit, reactivateAt, reason, cause, override, requestedBy, contactId, contactIds.";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("status is missing. Allowed: active, snoozed, inactive."),
                mistake("status is missing. Allowed: active, snoozed, inactive.", "status", " "),
                mistake("status is 'asleep'. Allowed: active, snoozed, inactive.", "status", "asleep"),
                mistake(
                        "status is 'Snoozed'. Allowed: active, snoozed, inactive. Did you mean 'snoozed'?",
                        "status",
                        "Snoozed",
                        "reactivateAfter",
                        "PT1H"),
                mistake(NO_END, "status", "snoozed"),
                mistake(NO_END, "status", "snoozed", "reactivateAfter", ""),
                mistake(NO_END, "status", "snoozed", "reactivateAfterUnit", "hours"),
                mistake(
                        "reactivateAfter is '2 hours'. " + A_DURATION,
                        "status",
                        "snoozed",
                        "reactivateAfter",
                        "2 hours"),
                mistake("reactivateAfter is 'P1M'. " + A_DURATION, "status", "inactive", "reactivateAfter", "P1M"),
                mistake("reactivateAfter is 'soon'. " + A_DURATION, "status", "${wanted}", "reactivateAfter", "soon"),
                mistake(
                        "reactivateAfter is 'PT2H'. Allowed: a whole number of hours, at least 1; for an ISO 8601 duration"
                                + " leave reactivateAfterUnit out.",
                        "status",
                        "snoozed",
                        "reactivateAfter",
                        "PT2H",
                        "reactivateAfterUnit",
                        "hours"),
                mistake(
                        "reactivateAfterUnit is 'months'. Allowed: minutes, hours, days, weeks.",
                        "status",
                        "snoozed",
                        "reactivateAfter",
                        "2",
                        "reactivateAfterUnit",
                        "months"),
                mistake(
                        "reactivateAfterUnit is 'months'. Allowed: minutes, hours, days, weeks.",
                        "status",
                        "snoozed",
                        "reactivateAfter",
                        "${many}",
                        "reactivateAfterUnit",
                        "months"),
                mistake("reactivateAt is 'noon'. " + AN_INSTANT, "status", "inactive", "reactivateAt", "noon"),
                mistake(
                        "reactivateAt is '2031-01-31T09:00:00'. " + AN_INSTANT,
                        "status",
                        "inactive",
                        "reactivateAt",
                        "2031-01-31T09:00:00"),
                mistake(
                        "reactivateAt is '2030-03-04T09:00:00Z'. Allowed: an instant later than now, 2030-03-04T09:00:00Z.",
                        "status",
                        "snoozed",
                        "reactivateAt",
                        "2030-03-04T10:00:00+01:00"),
                mistake(
                        "reactivateAt is '2031-01-31T09:00:00Z'. Allowed: either reactivateAfter or reactivateAt, not both.",
                        "status",
                        "snoozed",
                        "reactivateAfter",
                        "PT2H",
                        "reactivateAt",
                        "2031-01-31T09:00:00Z"),
                mistake(
                        "reactivateAt is '2031-01-31T09:00:00Z'. Allowed: either reactivateAfter or reactivateAt, not both.",
                        "status",
                        "${wanted}",
                        "reactivateAfter",
                        "PT2H",
                        "reactivateAt",
                        "2031-01-31T09:00:00Z"),
                mistake(
                        "status is 'active'. Allowed: snoozed or inactive with a reactivateAfter or reactivateAt.",
                        "status",
                        "active",
                        "reactivateAfter",
                        "PT2H"),
                mistake(
                        "cause is 'Opt out'. Allowed: 1 to 40 characters of a-z, 0-9 and _, beginning with a letter. Did you"
                                + " mean 'opt_out'?",
                        "status",
                        "inactive",
                        "cause",
                        "Opt out"),
                mistake(
                        "cause is 'manual_message'. Allowed: workflow_action, manual_change or a word of your own; this one"
                                + " belongs to a message or the limit.",
                        "status",
                        "inactive",
                        "cause",
                        "manual_message"),
                mistake("override is 'yes'. Allowed: true or false.", "status", "active", "override", "yes"),
                mistake(
                        "reason is '%s…'. Allowed: a text of at most 500 characters without control characters."
                                .formatted("x".repeat(120)),
                        "status",
                        "inactive",
                        "reason",
                        "x".repeat(501)),
                mistake(
                        "requestedBy is '%s…'. Allowed: a text of at most 200 characters without control characters."
                                .formatted("x".repeat(120)),
                        "status",
                        "inactive",
                        "requestedBy",
                        "x".repeat(201)),
                mistake(
                        "contactId is '%s…'. Allowed: a text of 1 to 200 characters without control characters."
                                .formatted("x".repeat(120)),
                        "status",
                        "inactive",
                        "contactId",
                        "x".repeat(201)),
                mistake(
                        "input parameter of setContactBotStatus is 'reactivateAfer'. %s Did you mean 'reactivateAfter'?"
                                .formatted(INPUTS),
                        "status",
                        "inactive",
                        "reactivateAfer",
                        "PT2H"),
                mistake(
                        "input parameter of setContactBotStatus is 'ReactivateAT'. %s Did you mean 'reactivateAt'?"
                                .formatted(INPUTS),
                        "status",
                        "inactive",
                        "ReactivateAT",
                        "${later}"));
    }

    private static Arguments mistake(String message, String... inputs) {
        return Arguments.of(message, inputs);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void areTold(String message, String[] inputs) {
        assertThat(against(task("setContactBotStatus", inputs)))
                .containsExactly("serviceTask 'pause' (Pause the bot): " + message);
    }

    static Stream<Arguments> rights() {
        return Stream.of(
                right("status", "snoozed", "reactivateAfter", "PT2H"),
                right("status", "snoozed", "reactivateAfter", "2", "reactivateAfterUnit", "weeks"),
                right("status", "snoozed", "reactivateAt", "2030-03-04T10:00:00.000+00:00", "reactivateAfter", ""),
                right("status", "snoozed", "reactivateAfter", "${duration}"),
                right("status", "snoozed", "reactivateAfter", "#{many}", "reactivateAfterUnit", "hours"),
                right("status", "snoozed", "reactivateAfter", "2", "reactivateAfterUnit", "${unit}"),
                right("status", "snoozed", "reactivateAt", "${botCalendar.next('monday', '09:00', 'Europe/Berlin')}"),
                right("status", "snoozed", "reactivateAfter", "PT2H", "reactivateAt", "${perhaps}"),
                right(
                        "status",
                        "snoozed",
                        "reactivateAfter",
                        "<camunda:script scriptFormat=\"groovy\">1</camunda:script>"),
                right("status", "${wanted}"),
                right("status", "inactive"),
                right("status", "active", "override", "true", "cause", "opt_out", "reason", "They asked for it"),
                right("status", "inactive", "reason", "${text}", "season", "spring"),
                right("status", "inactive", "cause", "own_${word}", "contactId", "${lead.id}", "somethingElse", "x"));
    }

    private static Arguments right(String... inputs) {
        return Arguments.of((Object) inputs);
    }

    @ParameterizedTest
    @MethodSource("rights")
    void areNotFoundWhereThereAreNone(String[] inputs) {
        assertThat(against(task("setContactBotStatus", inputs))).isEmpty();
    }

    @Test
    void areAllToldAtOnce() {
        assertThat(against(task(
                        "setContactBotStatus",
                        "status",
                        "on",
                        "reactivateAfter",
                        "later",
                        "cause",
                        "X",
                        "override",
                        "1")))
                .hasSize(4);
        assertThat(against(task("setContactBotStatus", "status", "active", "reactivateAfter", "later")))
                .containsExactly(
                        "serviceTask 'pause' (Pause the bot): status is 'active'. Allowed: snoozed or inactive with a"
                                + " reactivateAfter or reactivateAt.",
                        "serviceTask 'pause' (Pause the bot): reactivateAfter is 'later'. " + A_DURATION);
        assertThat(against(task("setContactBotStatus", "status", "snoozed", "cause", "X")))
                .hasSize(2);
    }

    @Test
    void areFoundHoweverTheDelegateIsWritten() {
        for (String expression : new String[] {"#{setContactBotStatus}", "${ setContactBotStatus }"}) {
            assertThat(against(
                            "<bpmn:serviceTask id=\"pause\" camunda:delegateExpression=\"%s\"/>".formatted(expression)))
                    .containsExactly("serviceTask 'pause': status is missing. Allowed: active, snoozed, inactive.");
        }
    }

    @Test
    void areFoundAtAMessageEventAndInsideASubProcess() {
        assertThat(against("""
                        <bpmn:subProcess id="sub"><bpmn:endEvent id="done"><bpmn:extensionElements>%s</bpmn:extensionElements>
                        <bpmn:messageEventDefinition camunda:delegateExpression="${setContactBotStatus}"/>
                        </bpmn:endEvent></bpmn:subProcess>""".formatted(Models.inputOutput("status", "off"))))
                .containsExactly("endEvent 'done': status is 'off'. Allowed: active, snoozed, inactive.");
    }

    @Test
    void areFieldsInsteadOfInputParameters() {
        assertThat(against("""
                        <bpmn:serviceTask id="pause" camunda:delegateExpression="${checkContactBot}"><bpmn:extensionElements>
                        <camunda:field name="contactId" stringValue="c-1"/></bpmn:extensionElements></bpmn:serviceTask>"""))
                .containsExactly("serviceTask 'pause': camunda:field is 'contactId'. Allowed: input parameters"
                        + " (camunda:inputParameter), which are all that checkContactBot reads: contactId.");
    }

    @Test
    void areAlsoFoundInAskingForAReply() {
        assertThat(against(task("requestBotReply", "epoch", "latest", "relpyId", "r-1")))
                .containsExactly(
                        "serviceTask 'pause' (Pause the bot): epoch is 'latest'. Allowed: the botEpoch that checkContactBot gave.",
                        "serviceTask 'pause' (Pause the bot): input parameter of requestBotReply is 'relpyId'. Allowed: replyId,"
                                + " epoch, contactId. Did you mean 'replyId'?");
        assertThat(against(task("requestBotReply", "epoch", "12", "replyId", "${orderId}-shipped")))
                .isEmpty();
    }

    @Test
    void areDelegatesThatListen() {
        assertThat(against("""
                        <bpmn:userTask id="talk"><bpmn:extensionElements>
                        <camunda:taskListener event="create" delegateExpression="${setContactBotStatus}"/>
                        <camunda:executionListener event="start" delegateExpression="${checkContactBot}"/>
                        </bpmn:extensionElements></bpmn:userTask>"""))
                .containsExactly(
                        "userTask 'talk': taskListener is '${setContactBotStatus}'. Allowed: no delegate of Contact Bot Status,"
                                + " since a listener has no input parameters; make it a service task with this delegate"
                                + " expression, before or after this element.",
                        "userTask 'talk': executionListener is '${checkContactBot}'. Allowed: no delegate of Contact Bot Status,"
                                + " since a listener has no input parameters; make it a service task with this delegate"
                                + " expression, before or after this element.");
    }
}
