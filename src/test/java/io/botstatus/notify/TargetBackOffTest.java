package io.botstatus.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** A target that does not answer must not keep all threads of the job executor. */
class TargetBackOffTest {

    private final SettableClock clock = new SettableClock();
    private final TargetBackOff silent = new TargetBackOff(clock);

    @Test
    void aTargetThatAnswersMayBeAskedByAllAtOnce() {
        assertThat(silent.mayBeAsked("crm")).isTrue();
        assertThat(silent.mayBeAsked("crm")).isTrue();
    }

    @Test
    void aTargetThatKeptSilentIsLeftInPeaceAndNoOther() {
        silent.keptSilent("crm");

        assertThat(silent.mayBeAsked("crm")).isFalse();
        assertThat(silent.mayBeAsked("shop")).isTrue();
    }

    @Test
    void afterAWhileOneMayTry() {
        silent.keptSilent("crm");
        clock.now = clock.now.plus(Duration.ofSeconds(15));

        assertThat(silent.mayBeAsked("crm")).isTrue();
        assertThat(silent.mayBeAsked("crm")).isFalse();
    }

    @Test
    void anAnswerEndsIt() {
        silent.keptSilent("crm");
        silent.answered("crm");

        assertThat(silent.mayBeAsked("crm")).isTrue();
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2030-01-31T09:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
