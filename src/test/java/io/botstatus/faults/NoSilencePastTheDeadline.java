package io.botstatus.faults;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A reply is refused for a pause only if there was one whose deadline had not come, at least on the slowest clock. */
final class NoSilencePastTheDeadline implements Checker.Promise {

    private static final Set<String> PAUSES = Set.of("snoozed", "inactive", "message_limit");

    @Override
    public Stream<String> broken(List<Recorded> recorded, Facts facts, Rules rules) {
        return recorded.stream()
                .filter(Recorded::isDenied)
                .filter(permit -> PAUSES.contains(String.valueOf(permit.answer().because())))
                .filter(permit -> facts.events(permit.ask().contact()).stream()
                        .noneMatch(event -> event.pauses()
                                && event.at().isBefore(rules.latest(rules.latest(permit.answered())))
                                && isAfter(event.until(), rules.earliest(permit.sent()))))
                .map(permit -> "Reply refused past the deadline of every pause, to "
                        + permit.ask().contact() + ": " + permit);
    }

    private static boolean isAfter(Instant until, Instant moment) {
        return until == null || until.isAfter(moment);
    }
}
