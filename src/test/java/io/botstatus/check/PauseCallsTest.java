package io.botstatus.check;

import static io.botstatus.check.Models.call;
import static io.botstatus.check.Models.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Call activities that call a process of the plugin's. */
class PauseCallsTest extends CheckScenario {

    private static final String KEY = "<camunda:in businessKey=\"#{execution.processBusinessKey}\" />";
    private static final String STATUS = "callActivity 'call': status is missing. Allowed: active, snoozed, inactive.";
    private static final String CONTACT =
            "callActivity 'call': contactId is missing. Allowed: the contact as business key (camunda:in businessKey) or as"
                    + " variable (camunda:in with the target contactId).";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(call("bot-pause"), List.of(STATUS, CONTACT)),
                Arguments.of(call("bot-pause", KEY), List.of(STATUS)),
                Arguments.of(call("bot-pause", in("status", "inactive")), List.of(CONTACT)),
                Arguments.of(
                        call("bot-pause", KEY, in("status", "asleep")),
                        List.of("callActivity 'call': status is 'asleep'. Allowed: active, snoozed, inactive.")),
                Arguments.of(
                        call("bot-pause", KEY, in("status", "snoozed")),
                        List.of("callActivity 'call': " + DelegateTasksTest.NO_END)),
                Arguments.of(
                        call("bot-pause", KEY, in("status", "snoozed"), in("reactivateAfter", "2h")),
                        List.of("callActivity 'call': reactivateAfter is '2h'. " + DelegateTasksTest.A_DURATION)),
                Arguments.of(
                        call("bot-pause", "<camunda:in variables=\"all\" />", in("override", "maybe")),
                        List.of("callActivity 'call': override is 'maybe'. Allowed: true or false.")),
                Arguments.of(
                        call("bot-pause", KEY, in("status", "inactive"), in("resaon", "sick")),
                        List.of(
                                "callActivity 'call': variable for bot-pause is 'resaon'. Allowed: status, reactivateAfter,"
                                        + " reactivateAfterUnit, reactivateAt, reason, cause, override, requestedBy, contactId. Did you"
                                        + " mean 'reason'?")),
                Arguments.of(call("bot-pause-and-wait"), List.of(CONTACT)),
                Arguments.of(
                        call("bot-pause-and-wait", KEY, in("reactivateAfter", "PT1H")),
                        List.of(
                                "callActivity 'call': status is missing. Allowed: snoozed or inactive with a reactivateAfter; a"
                                        + " call without status pauses nothing and only waits.")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void areToldTheirMistakes(String call, List<String> messages) {
        assertThat(against(call)).isEqualTo(messages);
    }

    static Stream<String> rights() {
        return Stream.of(
                call("bot-pause", KEY, in("status", "snoozed"), in("reactivateAfter", "PT1H")),
                call("bot-pause", in("contactId", "${lead}"), "<camunda:in source=\"status\" target=\"status\" />"),
                call("bot-pause", "<camunda:in variables=\"all\" />"),
                call(
                        "bot-pause",
                        KEY,
                        in("status", "snoozed"),
                        "<camunda:in source=\"until\" target=\"reactivateAt\" />"),
                call("bot-pause-and-wait", KEY),
                call("bot-pause-and-wait", "<camunda:in variables=\"all\" />", in("reactivateAfter", "PT1H")),
                call(
                        "bot-pause-and-wait",
                        KEY,
                        in("status", "inactive"),
                        in("reactivateAfter", "3"),
                        in("reactivateAfterUnit", "days")),
                call("${which}"),
                call("somebody-elses", in("status", "asleep")));
    }

    @ParameterizedTest
    @MethodSource("rights")
    void areLeftAloneIfTheyMayWork(String call) {
        assertThat(against(call)).isEmpty();
    }

    /** The element templates hand values over in this way. */
    @Test
    void areToldOfTheInputParametersThatTheyHandOver() {
        assertThat(againstTemplate("status", "asleep", "reactivateAfter", "soon"))
                .containsExactly(
                        "callActivity 'call': status is 'asleep'. Allowed: active, snoozed, inactive.",
                        "callActivity 'call': reactivateAfter is 'soon'. " + DelegateTasksTest.A_DURATION);
        assertThat(againstTemplate("status", "snoozed", "reactivateAfter", ""))
                .containsExactly("callActivity 'call': " + DelegateTasksTest.NO_END);
        assertThat(againstTemplate("status", "", "reactivateAfter", "PT1H"))
                .containsExactly(
                        "callActivity 'call': status is missing. Allowed: snoozed or inactive with a reactivateAfter; a"
                                + " call without status pauses nothing and only waits.");
        assertThat(againstTemplate("status", "inactive", "raeson", "sick"))
                .containsExactly("callActivity 'call': input parameter is 'raeson'. Allowed: status, reactivateAfter,"
                        + " reactivateAfterUnit, reactivateAt, reason, cause, override, requestedBy, contactId. Did you mean"
                        + " 'reason'?");
        assertThat(againstTemplate("status", "inactive", "contactId", "x".repeat(201)))
                .hasSize(1);
        assertThat(againstTemplate("status", "${wanted}", "reactivateAfter", ""))
                .isEmpty();
        assertThat(againstTemplate("status", "snoozed", "reactivateAfter", "PT1H"))
                .isEmpty();
    }

    private List<String> againstTemplate(String... inputs) {
        return against(call(
                "bot-pause-and-wait",
                KEY,
                in("status", "${execution.getVariableLocal('status')}"),
                "<camunda:in source=\"reactivateAfter\" target=\"reactivateAfter\" />",
                "<camunda:in source=\"contactId\" target=\"contactId\" />",
                Models.inputOutput(inputs)));
    }

    @Test
    void areLeftToRunTimeIfJavaMapsTheirVariables() {
        assertThat(against("""
                        <bpmn:callActivity id="call" calledElement="bot-pause" \
                        camunda:variableMappingDelegateExpression="${mapping}"/>""")).isEmpty();
    }
}
