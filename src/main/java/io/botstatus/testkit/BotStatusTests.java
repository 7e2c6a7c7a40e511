package io.botstatus.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a test says, for static imports: who the contact is, what its bot status should be, and how much time passes. Each method
 * speaks of the engine of the test that runs in the current thread, so it needs {@link BotStatusExtension} and cannot be called
 * from {@code @BeforeAll}.
 *
 * <p>{@code assertThat} can be imported beside AssertJ's and camunda-bpm-assert's in one class.
 */
public final class BotStatusTests {

    private BotStatusTests() {}

    /** A contact by its id; it needs no registration. What is known of it is forgotten after the test. */
    public static ContactUnderTest contact(String id) {
        return TestRun.current().contact(id);
    }

    /** What should be true of a contact at the engine's present time. */
    public static ContactBotAssert assertThat(ContactUnderTest contact) {
        return new ContactBotAssert(contact);
    }

    /** The engine's time. It stands still unless the test moves it. */
    public static Instant now() {
        TestRun.current();
        return EngineTime.now();
    }

    /**
     * Sets the engine's clock, forwards or backwards, and fires nothing: for choosing when a test begins. The engine knows
     * milliseconds; what is finer is rounded up.
     */
    public static void timeIs(Instant time) {
        TestRun.current();
        EngineTime.set(time);
    }

    /**
     * Lets time pass: {@link #advanceTo} the moment so much later.
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
     * Lets time pass until a moment. What is due already is executed first, async continuations and deliveries of
     * {@code bot.statusChanged} too; then the clock moves from one due date to the next, and each timer is executed when it is
     * due, never earlier, with all that becomes due by it; at last the clock moves to the moment.
     *
     * <p>Suspended jobs, jobs without retries, the engine's history clean-up and what earlier tests left behind are not touched.
     *
     * @param time not before {@link #now}; the engine knows milliseconds, what is finer is rounded up
     * @return what was fired, in that order
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
     * Executes what is due now, as {@link #advanceTo} does, without letting time pass.
     *
     * @return what was fired, in that order
     */
    public static List<FiredJob> runDueJobs() {
        return advanceTo(now());
    }
}
