package io.botstatus.faults;

import io.botstatus.faults.Ask.Kind;
import io.botstatus.faults.Recorded.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * No reply is granted while a pause lasts that was acknowledged before the request for the reply.
 *
 * <p>A pause counts against a permit only if nothing can have ended it. Its deadline was not yet reached on the fastest clock. And
 * every other request for the contact either ended before the pause began, or was sent after the permit, or pauses beyond the
 * permit too.
 */
final class NoPermitWhilePaused implements Checker.Promise {

    @Override
    public Stream<String> broken(List<Recorded> recorded, Facts facts, Rules rules) {
        return recorded.stream().filter(Recorded::isGranted).flatMap(permit -> recorded.stream()
                .filter(pause -> tellsAgainst(pause, permit, recorded, rules))
                .limit(1)
                .map(pause -> "Reply granted while paused, to " + permit.ask().contact() + ": " + permit
                        + ", after the pause was acknowledged: " + pause));
    }

    private static boolean tellsAgainst(Recorded pause, Recorded permit, List<Recorded> recorded, Rules rules) {
        return pause.hasPaused()
                && isAbout(pause, permit)
                && pause.answered().isBefore(permit.sent())
                && lastsBeyond(pause, permit, rules)
                && recorded.stream().noneMatch(other -> mayHaveEnded(other, pause, permit, rules));
    }

    private static boolean mayHaveEnded(Recorded other, Recorded pause, Recorded permit, Rules rules) {
        return !other.equals(pause)
                && other.outcome() != Outcome.REFUSED
                && isAbout(other, permit)
                && other.sent().isBefore(permit.answered())
                && other.end().isAfter(pause.sent())
                && endsOrReplaces(other.ask(), pause.ask())
                && !(other.ask().pauses() && lastsBeyond(other, permit, rules));
    }

    private static boolean endsOrReplaces(Ask other, Ask pause) {
        return other.isByPerson()
                || other.kind() == Kind.UNDO
                || (other.kind() == Kind.WORKFLOW_STATUS
                        && (other.pauses() ? pause.kind() == Kind.WORKFLOW_STATUS : !pause.isByPerson()));
    }

    /** On every clock. */
    private static boolean lastsBeyond(Recorded pause, Recorded permit, Rules rules) {
        if (pause.ask().lasts() == null) {
            return true;
        }
        Instant from = rules.earliest(pause.sent());
        Instant sentAt = pause.ask().sentAt();
        Instant since = sentAt != null && sentAt.isBefore(from) ? sentAt : from;
        return since.plus(pause.ask().lasts()).isAfter(rules.latest(permit.answered()));
    }

    private static boolean isAbout(Recorded other, Recorded permit) {
        return other.ask().contacts().contains(permit.ask().contact());
    }
}
