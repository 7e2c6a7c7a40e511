package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.TestSettings;
import io.botstatus.reply.Refusal;
import io.botstatus.reply.ReplyPermit;
import io.botstatus.reply.UnpermittedReplies;
import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.Certainty;
import io.botstatus.status.Hold;
import io.botstatus.status.Settings;
import io.botstatus.status.SettingsEvent;
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
import org.springframework.beans.factory.annotation.Autowired;

/** Pauses begin, last and end in every mode. The mode decides only what the bot and people may do. */
class BotModeTest extends PauseScenario {

    @Autowired
    private UnpermittedReplies unpermitted;

    private final Settings automated = new Settings(BotMode.AUTO_PILOT, 75, Duration.ofHours(24));

    @AfterEach
    void restoreTheMode() {
        TestSettings.write(settings, automated);
    }

    private void modeIs(BotMode mode) {
        TestSettings.write(settings, new Settings(mode, 75, Duration.ofHours(24)));
    }

    @ParameterizedTest
    @EnumSource(names = {"OFF", "SUGGESTIVE"})
    void placesHoldsForMessagesAndTheLimit(BotMode mode) {
        modeIs(mode);

        for (String message :
                List.of(BotPause.MANUAL_MESSAGE_SENT, BotPause.WORKFLOW_MESSAGE_SENT, BotPause.MESSAGE_LIMIT_REACHED)) {
            ProcessInstance trigger = submit(message);

            assertThat(trigger).isWaitingAt(PAUSED);
        }
        assertThat(state().holds())
                .extracting(Hold::cause)
                .containsExactly(Cause.MANUAL_MESSAGE, Cause.MESSAGE_LIMIT, Cause.WORKFLOW_MESSAGE);
        assertThat(permit()).returns(Refusal.MODE, ReplyPermit::because).returns(false, ReplyPermit::draft);
        modeIs(BotMode.AUTO_PILOT);
        assertThat(permit().because()).as("whoever was taken over still is").isEqualTo(Refusal.SNOOZED);
    }

    @ParameterizedTest
    @EnumSource(names = {"OFF", "SUGGESTIVE"})
    void letsAWorkflowHaveItsEffect(BotMode mode) {
        ProcessInstance before = submit(BotPause.MANUAL_MESSAGE_SENT);
        modeIs(mode);

        ProcessInstance pause = requestStatus("snoozed", "reactivateAfter", "PT1H");
        assertThat(variable(pause, "effect")).isEqualTo("paused");
        ProcessInstance activation = requestStatus("active", "override", true);

        ended(activation, SET_ACTIVE);
        assertThat(variable(activation, "effect")).isEqualTo("released");
        ended(before, RELEASED);
        assertThat(state().holds()).isEmpty();
    }

    @Test
    void refusesAPersonWhileOffAndSaysWhy() {
        modeIs(BotMode.OFF);

        assertThatExceptionOfType(BotOffException.class)
                .isThrownBy(() -> person(BotStatus.INACTIVE, new Reactivation.Never()))
                .withMessageContaining("The bot mode is off");

        assertThat(state().holds()).isEmpty();
    }

    @Test
    void letsAPersonChangeTheStatusWhileSuggestive() {
        modeIs(BotMode.SUGGESTIVE);
        assertThat(permit()).returns(false, ReplyPermit::granted).returns(true, ReplyPermit::draft);

        person(BotStatus.INACTIVE, new Reactivation.Never());

        assertThat(status()).isEqualTo(BotStatus.INACTIVE);
        assertThat(permit()).returns(Refusal.MODE, ReplyPermit::because).returns(false, ReplyPermit::draft);
    }

    @Test
    void allowsNoDraftWhileOffOrForAnEpochThatHasPassed() {
        modeIs(BotMode.OFF);
        assertThat(permit().draft()).isFalse();

        modeIs(BotMode.SUGGESTIVE);
        long seen = person(BotStatus.INACTIVE, new Reactivation.Never()).epoch();
        long now = person(BotStatus.ACTIVE, new Reactivation.Never()).epoch();
        assertThat(permits.ask(contact, "late", seen).draft()).isFalse();
        assertThat(permits.ask(contact, "on-time", now).draft()).isTrue();
        assertThat(state().replies().used()).as("a draft is no reply").isZero();
    }

    @Test
    void reachesTheLimitByMessagesSentWhileOff() {
        TestSettings.write(settings, new Settings(BotMode.OFF, 1, Duration.ofHours(24)));

        assertThat(unpermitted.sent(contact, "m1", START, Certainty.WORD).effect())
                .isEqualTo(Effect.PAUSED);

        modeIs(BotMode.AUTO_PILOT);
        assertThat(permit().because()).isEqualTo(Refusal.MESSAGE_LIMIT);
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
    void movesTheDeadlineForARepeat() {
        submit(BotPause.MANUAL_MESSAGE_SENT);
        passes("PT1H");
        modeIs(BotMode.SUGGESTIVE);

        TriggerOutcome repeat = pauses.report(trigger(Cause.MANUAL_MESSAGE));

        assertThat(repeat.effect()).isEqualTo(Effect.EXTENDED);
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(25)));
    }

    @Test
    void tellsWhoChangedItAndWhen() {
        modeIs(BotMode.OFF);
        modeIs(BotMode.OFF);
        passes("PT1H");
        modeIs(BotMode.SUGGESTIVE);

        assertThat(settings.history(Long.MAX_VALUE, 2))
                .extracting(SettingsEvent::at, event -> event.settings().mode(), SettingsEvent::setBy)
                .containsExactly(
                        tuple(START.plus(Duration.ofHours(1)), BotMode.SUGGESTIVE, "a test"),
                        tuple(START, BotMode.OFF, "a test"));
    }
}
