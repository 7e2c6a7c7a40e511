package io.botstatus.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The vocabulary of a test, for static imports: the contact, its expected bot status, and the passing of time. Each method uses the
 * engine of the test that runs in the current thread. So it needs {@link BotStatusExtension}, and cannot be called from
 * {@code @BeforeAll}.
 *
 * <p>{@code assertThat} can be imported beside AssertJ's and camunda-bpm-assert's in one class.
 */
public final class BotStatusTests {

    private BotStatusTests() {}

    /** A contact by its id; it needs no registration. It is forgotten after the test. */
    public static ContactUnderTest contact(String id) {
        return TestRun.current().contact(id);
    }

    /** Begins assertions about a contact at the engine's present time. */
    public static ContactBotAssert assertThat(ContactUnderTest contact) {
        return new ContactBotAssert(contact);
    }

    /** The engine's time. It stands still unless the test moves it. */
    public static Instant now() {
        TestRun.current();
        return EngineTime.now();
    }

    /**
     * Sets the engine's clock, forwards or backwards, and fires nothing: it chooses when a test begins. The engine knows
     * milliseconds; finer times are rounded up.
     */
    public static void timeIs(Instant time) {
        TestRun.current();
        EngineTime.set(time);
    }

    /**
     * Lets time pass, as {@link #advanceTo} does, by this duration.
     *
     * @param time not negative, for example {@code Duration.ofHours(24)}
     */
    public static List<FiredJob> advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(
                    "advance(%s): time only goes forward. Allowed: a duration that is not negative; timeIs(...) sets the clock back."
                            .formatted(time));
        }
        return advanceTo(now().plus(time));
    }

    /**
     * Lets time pass until a moment. First it executes the due jobs, async continuations and deliveries of
     * {@code bot.statusChanged} too. Then the clock moves from one due date to the next. Each timer is executed exactly when it is
     * due, with all jobs that follow from it. At last the clock moves to the moment.
     *
     * <p>It does not touch suspended jobs, jobs without retries, the engine's history clean-up and jobs that earlier tests left
     * behind.
     *
     * @param time not before {@link #now}; the engine knows milliseconds, finer times are rounded up
     * @return the fired jobs in order
     * @throws AssertionError if a job fails, naming it and with the failure as its cause; the clock stays at that moment
     */
    public static List<FiredJob> advanceTo(Instant time) {
        Instant now = now();
        if (time.isBefore(now)) {
            throw new IllegalArgumentException(
                    "advanceTo(%s): it is %s already, and time only goes forward. Allowed: that or later; timeIs(...) sets the clock back."
                            .formatted(time, now));
        }
        return TestRun.current().advanceTo(time);
    }

    /**
     * Executes the jobs that are due now, as {@link #advanceTo} does, without letting time pass.
     *
     * @return the fired jobs in order
     */
    public static List<FiredJob> runDueJobs() {
        return advanceTo(now());
    }
}
