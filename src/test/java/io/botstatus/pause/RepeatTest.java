package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.Reactivation;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Duration;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

/** The same trigger comes again while the bot is paused for it. */
class RepeatTest extends PauseScenario {

    @Test
    void movesTheDeadlineAndTheTimerFollowsWhenItFindsThatItIsNotYetOver() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);
        passes("PT2H");

        TriggerOutcome repeat = pauses.report(trigger(Cause.MANUAL_MESSAGE));

        assertThat(repeat).isEqualTo(new TriggerOutcome(Effect.EXTENDED, BotStatus.SNOOZED));
        assertThat(running()).containsExactly(pause.getId());
        assertThat(hold().since()).isEqualTo(START);
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(26)));
        assertThat(timer(pause)).as("the armed timer").isEqualTo(START.plus(Duration.ofHours(24)));

        timeIs(START.plus(Duration.ofHours(24)));
        fireTimer(pause);

        assertThat(pause).hasPassed("gateway_over").hasNotPassed(ACTIVE_AGAIN).isWaitingAt(PAUSED);
        assertThat(timer(pause)).isEqualTo(START.plus(Duration.ofHours(26)));
        assertThat(status()).isEqualTo(BotStatus.SNOOZED);

        timeIs(START.plus(Duration.ofHours(26)));
        fireTimer(pause);

        ended(pause, ACTIVE_AGAIN);
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(story())
                .containsExactly(
                        "placed manual_message: active to snoozed",
                        "extended manual_message: snoozed to snoozed",
                        "expired manual_message: snoozed to active");
    }

    @Test
    void throughTheMessageEndsItsOwnInstanceWithoutANewPause() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);
        passes("PT2H");

        ProcessInstance repeat = submit(BotPause.MANUAL_MESSAGE_SENT);

        ended(repeat, NO_NEW_PAUSE);
        assertThat(variable(repeat, "effect")).isEqualTo("extended");
        assertThat(running()).containsExactly(pause.getId());
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(26)));
        assertThat(hold().processInstanceId()).isEqualTo(pause.getId());
    }

    @Test
    void ofAWorkflowsMessageLeavesTheDeadlineWhereItIs() {
        ProcessInstance pause = submit(BotPause.WORKFLOW_MESSAGE_SENT);
        passes("PT30M");

        ProcessInstance repeat = submit(BotPause.WORKFLOW_MESSAGE_SENT);
        TriggerOutcome another = pauses.report(trigger(Cause.WORKFLOW_MESSAGE));

        ended(repeat, NO_NEW_PAUSE);
        assertThat(variable(repeat, "effect")).isEqualTo("none");
        assertThat(another).isEqualTo(new TriggerOutcome(Effect.NONE, BotStatus.SNOOZED));
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(1)));
        timeIs(START.plus(Duration.ofHours(1)));
        fireTimer(pause);
        ended(pause, ACTIVE_AGAIN);
        assertThat(events()).hasSize(2);
    }

    @Test
    void neverMovesTheDeadlineBeyondTheCap() {
        deploy(PolicyTable.always(
                "pauseAs", "\"snoozed\"", "reactivateAfter", "\"PT10M\"", "extend", "true", "atMost", "\"PT25M\""));
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);
        assertThat(timer(pause)).isEqualTo(START.plus(Duration.ofMinutes(10)));

        passes("PT9M");
        pauses.report(trigger(Cause.MANUAL_MESSAGE));
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofMinutes(19)));

        passes("PT9M");
        assertThat(pauses.report(trigger(Cause.MANUAL_MESSAGE)).effect()).isEqualTo(Effect.EXTENDED);
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofMinutes(25)));

        passes("PT1M");
        assertThat(pauses.report(trigger(Cause.MANUAL_MESSAGE)).effect()).isEqualTo(Effect.NONE);
        ended(submit(BotPause.MANUAL_MESSAGE_SENT), NO_NEW_PAUSE);
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofMinutes(25)));

        timeIs(START.plus(Duration.ofMinutes(25)));
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        fireTimer(pause);
        ended(pause, ACTIVE_AGAIN);
    }

    @Test
    void capsAFirstPauseThatWouldBeLonger() {
        deploy(PolicyTable.always("pauseAs", "\"inactive\"", "atMost", "\"PT25M\""));

        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);

        assertThat(timer(pause)).isEqualTo(START.plus(Duration.ofMinutes(25)));
        assertThat(status()).isEqualTo(BotStatus.INACTIVE);
    }

    @Test
    void hardensASnoozeIntoAPauseUntilReleased() {
        deploy(complaintsSwitchOff());
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "channel", "sms");
        passes("PT5M");

        ProcessInstance complaint = submit(BotPause.MANUAL_MESSAGE_SENT, "channel", "complaint");

        ended(complaint, NO_NEW_PAUSE);
        assertThat(running()).containsExactly(pause.getId());
        assertThat(status()).isEqualTo(BotStatus.INACTIVE);
        assertThat(hold().until()).isNull();

        timeIs(START.plus(Duration.ofMinutes(10)));
        fireTimer(pause);

        assertThat(pause).isWaitingAt(PAUSED_UNTIL_RELEASED);
        assertThat(timers(pause)).isEmpty();
        assertThat(status()).isEqualTo(BotStatus.INACTIVE);

        person(BotStatus.ACTIVE, new Reactivation.Never());

        ended(pause, UNTIL_RELEASED);
        assertThat(story())
                .containsExactly(
                        "placed manual_message: active to snoozed",
                        "extended manual_message: snoozed to inactive",
                        "released manual_message: inactive to active");
    }

    @Test
    void neverSoftensOrShortens() {
        deploy(complaintsSwitchOff());
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "channel", "complaint");
        assertThat(pause).isWaitingAt(PAUSED_UNTIL_RELEASED);

        ProcessInstance repeat = submit(BotPause.MANUAL_MESSAGE_SENT, "channel", "sms");

        ended(repeat, NO_NEW_PAUSE);
        assertThat(variable(repeat, "effect")).isEqualTo("none");
        assertThat(status()).isEqualTo(BotStatus.INACTIVE);
        assertThat(hold().until()).isNull();
    }

    private static PolicyTable complaintsSwitchOff() {
        return new PolicyTable("channel")
                .rule("\"complaint\"", "pauseAs", "\"inactive\"")
                .rule("", "pauseAs", "\"snoozed\"", "reactivateAfter", "\"PT10M\"", "extend", "true");
    }
}
