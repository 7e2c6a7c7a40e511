package io.botstatus.testkit;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactState;
import io.botstatus.status.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a contact's bot status. Each check reads the status again. A failed one shows the status, why the bot is silent,
 * and every hold.
 */
public final class ContactBotAssert extends AbstractAssert<ContactBotAssert, ContactUnderTest> {

    /** The cause of the hold that the checks after {@link #because} are about. */
    private @Nullable Cause because;

    ContactBotAssert(ContactUnderTest actual) {
        super(actual, ContactBotAssert.class);
    }

    /** The status is active: the bot answers, unless the bot mode forbids it ({@link #isResponding}). */
    public ContactBotAssert isActive() {
        return has(BotStatus.ACTIVE);
    }

    /** The status is snoozed: paused for a while. */
    public ContactBotAssert isSnoozed() {
        return has(BotStatus.SNOOZED);
    }

    /** The status is inactive: off until reactivated, or until its timer. */
    public ContactBotAssert isInactive() {
        return has(BotStatus.INACTIVE);
    }

    /** The bot may answer right now: the status is active and the bot mode is auto_pilot. */
    public ContactBotAssert isResponding() {
        return check(ContactState::responding, "answer", state -> "does not");
    }

    /** The bot may not answer right now. */
    public ContactBotAssert isNotResponding() {
        return check(state -> !state.responding(), "answer nobody", state -> "answers");
    }

    /**
     * A hold of this cause silences the bot, perhaps among others. {@link #setBy} and {@link #withReason} after it are about this
     * hold.
     *
     * @param cause for example {@code manual_message}, {@code message_limit}, or a word of your own
     */
    public ContactBotAssert because(String cause) {
        Cause expected = new Cause(cause);
        check(
                state -> state.holds().stream().anyMatch(hold -> hold.cause().equals(expected)),
                "be silent because of " + cause,
                state -> "has no such hold");
        because = expected;
        return this;
    }

    /** Holds of exactly these causes silence the bot, in any order. */
    public ContactBotAssert hasHoldsOf(String... causes) {
        Set<String> expected = words(Arrays.stream(causes).map(Cause::new));
        return check(
                state -> causes(state).equals(expected),
                "have holds of " + list(expected),
                state -> "has holds of " + list(causes(state)));
    }

    /** The contact has no hold. */
    public ContactBotAssert hasNoHolds() {
        return check(state -> state.holds().isEmpty(), "have no holds", state -> "has holds of " + list(causes(state)));
    }

    /** This person or workflow placed the hold: the one of {@link #because}, or else any. */
    public ContactBotAssert setBy(String name) {
        return hasHold("set by '" + name + "'", hold -> name.equals(hold.setBy()));
    }

    /** The hold has this reason: the one of {@link #because}, or else any. */
    public ContactBotAssert withReason(String text) {
        return hasHold("with the reason '" + text + "'", hold -> text.equals(hold.reason()));
    }

    /** The bot becomes active at this moment, when the last of its holds ends. */
    public ContactBotAssert reactivatesAt(Instant time) {
        return check(
                state -> time.equals(state.reactivateAt()), "come back by itself at " + time, ContactBotAssert::end);
    }

    /** The bot becomes active after this time from now. */
    public ContactBotAssert reactivatesAfter(Duration time) {
        Instant expected = EngineTime.now().plus(time);
        return check(
                state -> expected.equals(state.reactivateAt()),
                "come back by itself after " + time + ", at " + expected,
                ContactBotAssert::end);
    }

    /** The bot is silent, and stays so until it is released. */
    public ContactBotAssert staysSilentUntilReleased() {
        return check(
                state -> state.status() != BotStatus.ACTIVE && state.reactivateAt() == null,
                "stay silent until it is released",
                ContactBotAssert::end);
    }

    private ContactBotAssert has(BotStatus expected) {
        return check(
                state -> state.status() == expected,
                "be " + expected.word(),
                state -> "is " + state.status().word());
    }

    private ContactBotAssert hasHold(String expected, Predicate<Hold> wanted) {
        Cause cause = because;
        return check(
                state -> state.holds().stream()
                        .filter(hold -> cause == null || hold.cause().equals(cause))
                        .anyMatch(wanted),
                cause == null ? "have a hold " + expected : "have its hold of " + cause + " " + expected,
                state -> "has not");
    }

    private ContactBotAssert check(
            Predicate<ContactState> wanted, String expected, Function<ContactState, String> found) {
        isNotNull();
        ContactState state = actual.state();
        if (!wanted.test(state)) {
            failWithMessage(
                    "%s",
                    """
                    Expected the bot to %s for %s, but at %s it %s.
                    %s
                    Holds:%s""".formatted(
                            expected, actual, EngineTime.now(), found.apply(state), state.explanation(), holds(state)));
        }
        return this;
    }

    private static String end(ContactState state) {
        return state.status() == BotStatus.ACTIVE
                ? "is active"
                : state.reactivateAt() == null
                        ? "stays silent until it is released"
                        : "comes back at " + state.reactivateAt();
    }

    private static Set<String> causes(ContactState state) {
        return words(state.holds().stream().map(Hold::cause));
    }

    private static Set<String> words(Stream<Cause> causes) {
        return causes.map(Cause::word).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String list(Set<String> causes) {
        return causes.isEmpty() ? "no cause" : String.join(", ", causes);
    }

    private static String holds(ContactState state) {
        return state.holds().isEmpty()
                ? " none"
                : state.holds().stream().map(ContactBotAssert::line).collect(Collectors.joining());
    }

    private static String line(Hold hold) {
        return "\n  %s: %s since %s %s, set by %s%s"
                .formatted(
                        hold.cause(),
                        hold.status().word(),
                        hold.since(),
                        hold.until() == null ? "until released" : "until " + hold.until(),
                        hold.setBy() == null ? "an unknown caller" : "'" + hold.setBy() + "'",
                        hold.reason() == null ? "" : ", with the reason '" + hold.reason() + "'");
    }
}
