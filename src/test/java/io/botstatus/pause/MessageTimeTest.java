package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pause counts from when the thing happened, not from when the news arrived. */
class MessageTimeTest extends PauseScenario {

    @Test
    void inThePastIsWhereThePauseCountsFrom() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "sentAt", "2030-03-04T07:00:00Z");

        assertThat(hold().since()).isEqualTo(START.minus(Duration.ofHours(2)));
        assertThat(timer(pause)).isEqualTo(START.plus(Duration.ofHours(22)));
    }

    @Test
    void mayBeADateVariable() {
        submit(BotPause.MANUAL_MESSAGE_SENT, "sentAt", Date.from(START.minus(Duration.ofHours(2))));

        assertThat(hold().since()).isEqualTo(START.minus(Duration.ofHours(2)));
    }

    @Test
    void inTheFutureCountsAsNow() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "sentAt", "2030-03-05T09:00:00Z");

        assertThat(hold().since()).isEqualTo(START);
        assertThat(timer(pause)).isEqualTo(START.plus(Duration.ofHours(24)));
    }

    @Test
    void inTheFutureCountsAsNowForARepeatToo() {
        submit(BotPause.MANUAL_MESSAGE_SENT);
        passes("PT1H");

        pauses.report(
                new Trigger(contact, Cause.MANUAL_MESSAGE, null, null, null, START.plus(Duration.ofDays(9)), Map.of()));

        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(25)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2030-03-03T09:00:00Z", "2029-03-03T09:00:00Z"})
    void tooLongAgoPlacesNoHoldAndLeavesNoInstance(String sentAt) {
        ProcessInstance news = submit(BotPause.MANUAL_MESSAGE_SENT, "sentAt", sentAt);

        ended(news, NO_NEW_PAUSE);
        assertThat(variable(news, "effect")).isEqualTo("ignored");
        assertThat(running()).isEmpty();
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(events()).isEmpty();
        assertThat(pauses.report(
                        new Trigger(contact, Cause.MANUAL_MESSAGE, null, null, null, Instant.parse(sentAt), Map.of())))
                .isEqualTo(new TriggerOutcome(Effect.IGNORED, BotStatus.ACTIVE));
    }

    @Test
    void beforeTheLastOneNeverShortensThePause() {
        submit(BotPause.MANUAL_MESSAGE_SENT);

        ProcessInstance late = submit(BotPause.MANUAL_MESSAGE_SENT, "sentAt", "2030-03-04T05:00:00Z");
        TriggerOutcome later = pauses.report(new Trigger(
                contact, Cause.MANUAL_MESSAGE, null, null, null, START.minus(Duration.ofHours(3)), Map.of()));

        ended(late, NO_NEW_PAUSE);
        assertThat(variable(late, "effect")).isEqualTo("none");
        assertThat(later.effect()).isEqualTo(Effect.NONE);
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(24)));
    }
}
