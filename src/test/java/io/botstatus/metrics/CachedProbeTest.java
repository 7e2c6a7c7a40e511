package io.botstatus.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread reads the metrics from the database, seldom, and a scrape never waits for long. */
@Timeout(30)
class CachedProbeTest {

    private static final Duration EVERY = Duration.ofSeconds(15);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void nobodyLooksUntilSomebodyAsksAndThenOnceForAllThatAsk() {
        try (CachedProbe<Integer> glance = glance(looks::incrementAndGet)) {
            assertThat(looks).hasValue(0);

            for (int i = 0; i < 100; i++) {
                assertThat(glance.last()).contains(1);
            }

            pass(EVERY.minusMillis(1));
            assertThat(glance.last()).contains(1);
            pass(Duration.ofMillis(1));
            assertThat(glance.last()).contains(2);
        }
    }

    @Test
    void aLongLookIsFollowedByAFiftyTimesLongerRest() {
        Supplier<Integer> look = () -> {
            pass(Duration.ofSeconds(2));
            return looks.incrementAndGet();
        };
        try (CachedProbe<Integer> glance = glance(look)) {
            glance.last();

            pass(Duration.ofSeconds(99));
            assertThat(glance.last()).contains(1);
            pass(Duration.ofSeconds(1));
            assertThat(glance.last()).contains(2);
        }
    }

    @Test
    void aLookThatHasNoAnswerKeepsNobodyWaiting() {
        CountDownLatch never = new CountDownLatch(1);
        Supplier<Integer> look = () -> {
            try {
                if (looks.incrementAndGet() > 1) {
                    never.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return looks.get();
        };
        try (CachedProbe<Integer> glance = glance(look)) {
            glance.last();
            pass(EVERY);

            for (int i = 0; i < 1000; i++) { // a second each would be too long for this test
                assertThat(glance.last()).contains(1);
            }

            pass(Duration.ofMinutes(1));
            assertThat(glance.last()).as("too old by now").isEmpty();
            assertThat(looks).hasValue(2);
        }
    }

    @Test
    void aLookThatFailsIsTriedAgainAfterARestAndWhatWasSeenGetsOld() {
        Supplier<Integer> look = () -> {
            if (looks.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("no database");
            }
            return looks.get();
        };
        try (CachedProbe<Integer> glance = glance(look)) {
            glance.last();
            pass(EVERY);

            assertThat(glance.last()).contains(1);
            assertThat(glance.last()).contains(1);
            assertThat(looks).hasValue(2);
            pass(EVERY);
            assertThat(glance.last()).contains(3);
        }
    }

    private CachedProbe<Integer> glance(Supplier<Integer> look) {
        return new CachedProbe<>("test", look, EVERY, now::get);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
