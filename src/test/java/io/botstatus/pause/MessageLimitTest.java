package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.TestSettings;
import io.botstatus.reply.Refusal;
import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.Settings;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Duration;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageLimitTest extends PauseScenario {

    private static final Settings DEFAULT = new Settings(BotMode.AUTO_PILOT, 75, Duration.ofHours(24));

    @AfterEach
    void restoreTheLimit() {
        TestSettings.write(settings, DEFAULT);
    }

    @Test
    void snoozesTheBotUntilTheWindowEnds() {
        TriggerOutcome outcome = pauses.limitReached(contact, DEFAULT, START.minus(Duration.ofHours(10)));
        ProcessInstance pause = onlyInstance();

        assertThat(outcome).isEqualTo(new TriggerOutcome(Effect.PAUSED, BotStatus.SNOOZED));
        assertThat(pause).hasPassed("startEvent_messageLimitReached").isWaitingAt(PAUSED);
        assertThat(timer(pause)).isEqualTo(START.plus(Duration.ofHours(14)));
        assertThat(hold().cause()).isEqualTo(Cause.MESSAGE_LIMIT);
        assertThat(hold().reason()).isEqualTo("75 replies within PT24H");

        passes("PT14H");
        fireTimer(pause);

        ended(pause, ACTIVE_AGAIN);
    }

    @Test
    void countsFromNowWhenSomebodyElseCounted() {
        ProcessInstance pause = submit(BotPause.MESSAGE_LIMIT_REACHED);

        assertThat(pause).isWaitingAt(PAUSED);
        assertThat(timer(pause)).isEqualTo(START.plus(Duration.ofHours(24)));
        assertThat(hold().reason()).isEqualTo("75 replies within PT24H");
    }

    @Test
    void endsWithTheWindowThatSomebodyElseNames() {
        ProcessInstance pause = submit(
                BotPause.MESSAGE_LIMIT_REACHED,
                "windowEndsAt",
                START.plus(Duration.ofHours(3)).toString());

        assertThat(timer(pause)).isEqualTo(START.plus(Duration.ofHours(3)));
        assertThat(hold().reason()).isEqualTo("75 replies within PT24H");
    }

    @Test
    void isIgnoredWhenTheWindowHasEndedAlready() {
        ProcessInstance pause = submit(BotPause.MESSAGE_LIMIT_REACHED, "windowEndsAt", "2030-03-04T08:59:59Z");

        ended(pause, NO_NEW_PAUSE);
        assertThat(variable(pause, "effect")).isEqualTo("ignored");
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
    }

    @Test
    void isReachedByTheLastReplyOfTheWindow() {
        TestSettings.write(settings, new Settings(BotMode.AUTO_PILOT, 2, Duration.ofHours(24)));
        assertThat(permit().granted()).isTrue();
        passes("PT1H");

        assertThat(permit()).satisfies(last -> {
            assertThat(last.granted()).isTrue();
            assertThat(last.status()).isEqualTo(BotStatus.SNOOZED);
        });

        ProcessInstance pause = onlyInstance();
        assertThat(pause).isWaitingAt(PAUSED);
        assertThat(timer(pause)).isEqualTo(START.plus(Duration.ofHours(24)));
        assertThat(permit().because()).isEqualTo(Refusal.MESSAGE_LIMIT);
        assertThat(hold().reason()).isEqualTo("2 replies within PT24H");
    }
}
