package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.botstatus.reply.Refusal;
import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.Settings;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.Reactivation;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In the modes off and suggestive nothing new pauses, and earlier pauses go on. */
class BotModeTest extends PauseScenario {

    private final Settings automated = new Settings(BotMode.AUTO_PILOT, 75, Duration.ofHours(24));

    @AfterEach
    void restoreTheMode() {
        settings.write(automated);
    }

    private void modeIs(BotMode mode) {
        settings.write(new Settings(mode, 75, Duration.ofHours(24)));
    }

    @ParameterizedTest
    @EnumSource(names = {"OFF", "SUGGESTIVE"})
    void placesNoHoldForMessagesAndTheLimit(BotMode mode) {
        modeIs(mode);

        for (String message :
                List.of(BotPause.MANUAL_MESSAGE_SENT, BotPause.WORKFLOW_MESSAGE_SENT, BotPause.MESSAGE_LIMIT_REACHED)) {
            ProcessInstance trigger = submit(message);

            ended(trigger, NO_NEW_PAUSE);
            assertThat(variable(trigger, "effect")).isEqualTo("not_automated");
        }
        assertThat(pauses.report(trigger(Cause.MANUAL_MESSAGE)).effect()).isEqualTo(Effect.NOT_AUTOMATED);
        assertThat(running()).isEmpty();
        assertThat(events()).isEmpty();
        assertThat(state().holds()).isEmpty();
        assertThat(state().responding()).isFalse();
        assertThat(permit().because()).isEqualTo(Refusal.MODE);
    }

    @ParameterizedTest
    @EnumSource(names = {"OFF", "SUGGESTIVE"})
    void letsAWorkflowGoOnWithoutEffect(BotMode mode) {
        ProcessInstance before = submit(BotPause.MANUAL_MESSAGE_SENT);
        modeIs(mode);

        ProcessInstance pause = requestStatus("snoozed", "reactivateAfter", "PT1H");
        ProcessInstance activation = requestStatus("active", "override", true);

        ended(pause, NO_NEW_PAUSE);
        ended(activation, SET_ACTIVE);
        assertThat(variable(pause, "effect")).isEqualTo("not_automated");
        assertThat(variable(activation, "effect")).isEqualTo("not_automated");
        assertThat(running()).containsExactly(before.getId());
        assertThat(hold().cause()).isEqualTo(Cause.MANUAL_MESSAGE);
    }

    @ParameterizedTest
    @EnumSource(names = {"OFF", "SUGGESTIVE"})
    void refusesAPersonAndSaysWhy(BotMode mode) {
        modeIs(mode);

        assertThatExceptionOfType(NotAutomatedException.class)
                .isThrownBy(() -> person(BotStatus.INACTIVE, new Reactivation.Never()))
                .withMessageContaining(mode.word());

        assertThat(state().holds()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"OFF", "SUGGESTIVE"})
    void letsTimersGoOn(BotMode mode) {
        ProcessInstance pause = submit(BotPause.WORKFLOW_MESSAGE_SENT);
        modeIs(mode);
        passes("PT1H");

        fireTimer(pause);

        ended(pause, ACTIVE_AGAIN);
        assertThat(story())
                .containsExactly(
                        "placed workflow_message: active to snoozed", "expired workflow_message: snoozed to active");
    }

    @Test
    void letsADeletedInstanceReleaseItsContact() {
        ProcessInstance pause = requestStatus("inactive");
        modeIs(BotMode.OFF);

        runtime.deleteProcessInstance(pause.getId(), "deleted in Cockpit", true);

        modeIs(BotMode.AUTO_PILOT);
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
    }

    @Test
    void movesNoDeadlineForARepeat() {
        submit(BotPause.MANUAL_MESSAGE_SENT);
        passes("PT1H");
        modeIs(BotMode.SUGGESTIVE);

        TriggerOutcome repeat = pauses.report(trigger(Cause.MANUAL_MESSAGE));

        assertThat(repeat.effect()).isEqualTo(Effect.NOT_AUTOMATED);
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(24)));
    }
}
