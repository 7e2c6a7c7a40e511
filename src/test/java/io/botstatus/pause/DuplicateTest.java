package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.Reactivation;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Duration;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

/** The same message twice has one effect, by any of the APIs. */
class DuplicateTest extends PauseScenario {

    @Test
    void hasNoEffectThroughTheMessage() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m-1");
        passes("PT1H");

        ProcessInstance again = submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m-1");

        ended(again, NO_NEW_PAUSE);
        assertThat(variable(again, "effect")).isEqualTo("duplicate");
        onlyTheFirstCounts(pause);
    }

    @Test
    void hasNoEffectThroughJava() {
        assertThat(pauses.report(message("m-1")).effect()).isEqualTo(Effect.PAUSED);
        ProcessInstance pause = onlyInstance();
        passes("PT1H");

        assertThat(pauses.report(message("m-1"))).isEqualTo(new TriggerOutcome(Effect.DUPLICATE, BotStatus.SNOOZED));

        onlyTheFirstCounts(pause);
    }

    @Test
    void hasNoEffectThroughTheMessageAfterJava() {
        pauses.report(message("m-1"));
        ProcessInstance pause = onlyInstance();
        passes("PT1H");

        ProcessInstance again = submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m-1");

        ended(again, NO_NEW_PAUSE);
        assertThat(variable(again, "effect")).isEqualTo("duplicate");
        onlyTheFirstCounts(pause);
    }

    @Test
    void hasNoEffectThroughJavaAfterTheMessage() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m-1");
        passes("PT1H");

        assertThat(pauses.report(message("m-1")).effect()).isEqualTo(Effect.DUPLICATE);

        onlyTheFirstCounts(pause);
    }

    @Test
    void ofARepeatHasNoEffectEither() {
        pauses.report(message("m-1"));
        passes("PT1H");
        assertThat(pauses.report(message("m-2")).effect()).isEqualTo(Effect.EXTENDED);
        passes("PT1H");

        assertThat(pauses.report(message("m-2")).effect()).isEqualTo(Effect.DUPLICATE);
        ended(submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m-2"), NO_NEW_PAUSE);

        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(25)));
    }

    @Test
    void doesNotPauseAgainAfterARelease() {
        submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m-1");
        person(BotStatus.ACTIVE, new Reactivation.Never());

        ended(submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m-1"), NO_NEW_PAUSE);
        assertThat(pauses.report(message("m-1"))).isEqualTo(new TriggerOutcome(Effect.DUPLICATE, BotStatus.ACTIVE));

        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(running()).isEmpty();
    }

    @Test
    void isToldEvenWhenThePolicyPlacesNoHold() {
        deploy(PolicyTable.always("pauseAs", "\"none\""));
        ProcessInstance first = submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m-1");

        ProcessInstance again = submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m-1");

        ended(first, KEEPS_ANSWERING);
        ended(again, KEEPS_ANSWERING);
        assertThat(variable(first, "effect")).isEqualTo("none");
        assertThat(variable(again, "effect")).isEqualTo("duplicate");
    }

    @Test
    void isOneOnlyForTheSameContact() {
        submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m-1");
        contact = new ContactId(contact + " too");

        submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m-1");

        assertThat(status()).isEqualTo(BotStatus.SNOOZED);
    }

    private Trigger message(String id) {
        return new Trigger(contact, Cause.MANUAL_MESSAGE, id, null, null, now(), Map.of());
    }

    private void onlyTheFirstCounts(ProcessInstance pause) {
        assertThat(running()).containsExactly(pause.getId());
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(24)));
        assertThat(story()).containsExactly("placed manual_message: active to snoozed");
    }
}
