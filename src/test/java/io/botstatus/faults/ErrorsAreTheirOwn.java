package io.botstatus.faults;

import io.botstatus.faults.Ask.Kind;
import io.botstatus.faults.Recorded.Outcome;
import java.util.List;
import java.util.stream.Stream;

/**
 * A person's change that names an epoch is made if that is still the contact's, and else refused with an error that tells of this
 * contact and this epoch.
 */
final class ErrorsAreTheirOwn implements Checker.Promise {

    private static final int STALE = 412;

    @Override
    public Stream<String> broken(List<Recorded> recorded, Facts facts, Rules rules) {
        List<Recorded> changes =
                recorded.stream().filter(one -> one.ask().kind() == Kind.STATUS).toList();
        return Stream.of(
                        changes.stream()
                                .filter(one -> one.code() == STALE && !tellsOfItself(one))
                                .map(one -> "A change of " + one.ask().contact() + " was told another's error: " + one),
                        changes.stream()
                                .filter(one -> one.outcome() == Outcome.REFUSED
                                        && !one.ask().pauses()
                                        && hasReleased(one.ask(), facts))
                                .map(one ->
                                        "A release of " + one.ask().contact() + " that was refused was done: " + one),
                        changes.stream()
                                .filter(one -> one.isAcknowledged() && one.ask().epoch() != null)
                                .flatMap(one -> recorded.stream()
                                        .filter(other -> isNewer(other, one))
                                        .limit(1)
                                        .map(other -> "A change of " + one.ask().contact()
                                                + " was made at an epoch that was over: " + one + ", after " + other)))
                .flatMap(each -> each);
    }

    private static boolean tellsOfItself(Recorded refused) {
        Ask ask = refused.ask();
        return ask.epoch() != null
                && refused.answer() != null
                && refused.answer().text().contains("'" + ask.contact() + "'")
                && refused.answer().text().contains(", not " + ask.epoch() + ".");
    }

    private static boolean hasReleased(Ask ask, Facts facts) {
        return facts.events(ask.contact()).stream()
                .anyMatch(event -> event.type().equals("released") && ask.id().equals(event.reason()));
    }

    private static boolean isNewer(Recorded other, Recorded change) {
        return other.isAcknowledged()
                && other.answer().epoch() != null
                && other.ask().contact().equals(change.ask().contact())
                && other.answered().isBefore(change.sent())
                && other.answer().epoch() > change.ask().epoch();
    }
}
