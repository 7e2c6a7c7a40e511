package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Duration;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A policy that fails must not let the bot talk over a person: the contact is snoozed for an hour, and the history says why. */
class FailingPolicyTest extends PauseScenario {

    static Stream<Arguments> failures() {
        return Stream.of(
                answer("pauseAs is 'asleep'", "pauseAs", "\"asleep\""),
                answer("pauseAs is 'active'", "pauseAs", "\"active\""),
                answer("pauseAs is '7'", "pauseAs", "7"),
                answer("pauseAs is missing", "pauseAs", "null", "reason", "\"no idea\""),
                answer("pauseAs is missing", "pauseAs", "get value({}, \"pauseAs\")"),
                answer("reactivateAfter is 'tomorrow'", "pauseAs", "\"snoozed\"", "reactivateAfter", "\"tomorrow\""),
                answer("reactivateAfter is 'P30Y'", "pauseAs", "\"snoozed\"", "reactivateAfter", "\"P30Y\""),
                answer("reactivateAfter is missing", "pauseAs", "\"snoozed\""),
                answer("reactivateAt is 'noon'", "pauseAs", "\"inactive\"", "reactivateAt", "\"noon\""),
                answer(
                        "either reactivateAfter or reactivateAt",
                        "pauseAs",
                        "\"snoozed\"",
                        "reactivateAfter",
                        "\"PT1M\"",
                        "reactivateAt",
                        "\"2030-03-05T00:00:00Z\""),
                answer("extend is 'often'", "pauseAs", "\"inactive\"", "extend", "\"often\""),
                answer("atMost is 'a lot'", "pauseAs", "\"inactive\"", "atMost", "\"a lot\""),
                answer("reason is '7'", "pauseAs", "\"inactive\"", "reason", "7"),
                Arguments.of(
                        "rules that matched is '0'",
                        new PolicyTable("cause").rule("\"message_limit\"", "pauseAs", "\"none\"")));
    }

    /** The cause itself, not that there was no answer because of it. */
    @Test
    void byAnExpressionSnoozesTheContactForAnHourAndSaysWhich() {
        deploy(PolicyTable.always("pauseAs", "\"snoozed\"", "reactivateAfter", "${howLong}"));

        submit(BotPause.MANUAL_MESSAGE_SENT);

        assertThat(timer(onlyInstance())).isEqualTo(now().plus(Duration.ofHours(1)));
        assertThat(hold().reason())
                .contains("The pause policy failed: ", "howLong")
                .doesNotContain("rules that matched");
    }

    private static Arguments answer(String because, String... outputs) {
        return Arguments.of(because, computed(outputs));
    }

    /** A policy whose answers are no literals: those that could never be taken are refused when it is deployed. */
    private static PolicyTable computed(String... outputs) {
        String[] expressions = outputs.clone();
        for (int i = 1; i < outputs.length; i += 2) {
            expressions[i] = "if cause != null then " + outputs[i] + " else null";
        }
        return PolicyTable.always(expressions);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void byItsAnswerSnoozesTheContactForAnHour(String because, PolicyTable policy) {
        deploy(policy);

        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna");

        assertThat(pause)
                .hasPassed("gateway_pause")
                .hasNotPassed("boundaryEvent_policyFailed")
                .isWaitingAt(PAUSED);
        snoozedForAnHour(pause, because);
    }

    static Stream<Arguments> breaks() {
        return Stream.of(
                Arguments.of("an output that nothing gives", PolicyTable.always("pauseAs", "${how}")),
                Arguments.of("an input that nothing gives", new PolicyTable("${who}").rule("", "pauseAs", "\"none\"")),
                Arguments.of(
                        "two rules where one may match",
                        new PolicyTable("cause")
                                .hitPolicy("UNIQUE")
                                .rule("", "pauseAs", "\"none\"")
                                .rule("", "pauseAs", "\"none\"")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void byAnExceptionSnoozesTheContactForAnHour(String what, PolicyTable policy) {
        deploy(policy);

        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna");

        assertThat(pause).hasPassed("boundaryEvent_policyFailed").isWaitingAt(PAUSED);
        snoozedForAnHour(pause, "");
    }

    @Test
    void cannotBeClaimedByATrigger() {
        assertThatExceptionOfType(BadUserRequestException.class)
                .isThrownBy(() -> submit(BotPause.MANUAL_MESSAGE_SENT, "policyFailure", "a variable of the caller's"))
                .withMessageContaining("policyFailure is 'a variable of the caller's'");

        assertThat(running()).isEmpty();
    }

    @Test
    void cannotBeClaimedByACaller() {
        assertThatExceptionOfType(BadUserRequestException.class)
                .isThrownBy(() -> requestStatus("inactive", "policyFailure", "of the caller's own decision"))
                .withMessageContaining("policyFailure is 'of the caller's own decision'");

        assertThat(running()).isEmpty();
    }

    @Test
    void snoozesThroughJavaAsWell() {
        deploy(computed("pauseAs", "\"asleep\""));

        TriggerOutcome outcome = pauses.report(trigger(Cause.WORKFLOW_MESSAGE));

        assertThat(outcome).isEqualTo(new TriggerOutcome(Effect.PAUSED, BotStatus.SNOOZED));
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(1)));
    }

    @Test
    void snoozesAnewWithEveryMessage() {
        deploy(computed("pauseAs", "\"asleep\""));
        pauses.report(trigger(Cause.MANUAL_MESSAGE));
        passes("PT30M");

        TriggerOutcome repeat = pauses.report(trigger(Cause.MANUAL_MESSAGE));

        assertThat(repeat.effect()).isEqualTo(Effect.EXTENDED);
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofMinutes(90)));
    }

    @Test
    void neverShortensAPauseThatAWorkingPolicyMade() {
        pauses.report(trigger(Cause.MANUAL_MESSAGE));

        deploy(computed("pauseAs", "\"asleep\""));
        pauses.report(trigger(Cause.MANUAL_MESSAGE));

        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(24)));
    }

    @Test
    void isOverOnceItIsRepaired() {
        deploy(computed("pauseAs", "\"asleep\""));
        pauses.report(trigger(Cause.MANUAL_MESSAGE));

        undeployPolicies();
        pauses.report(trigger(Cause.MANUAL_MESSAGE));

        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(24)));
    }

    private void snoozedForAnHour(ProcessInstance pause, String because) {
        assertThat(timer(pause)).isEqualTo(START.plus(Duration.ofHours(1)));
        assertThat(status()).isEqualTo(BotStatus.SNOOZED);
        assertThat(hold().reason()).startsWith("The pause policy failed: ").contains(because);
        assertThat(hold().setBy()).isEqualTo("anna");
        assertThat(events()).hasSize(1);
        assertThat(events().get(0).reason()).isEqualTo(hold().reason());
        assertThat(String.valueOf(variable(pause, "policyFailure"))).contains(because);

        passes("PT1H");
        fireTimer(pause);

        ended(pause, ACTIVE_AGAIN);
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
    }
}
