package io.botstatus.repair;

import io.botstatus.database.Unavailable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mends what a {@link ConsistencyCheck} finds, such as what a hand in the tables or in Cockpit has left.
 *
 * <ol>
 *   <li>What was found is only where to look. Each contact, each process instance is judged anew in a transaction of its own that
 *       holds the contacts' locks, so two nodes that mend the same come one after the other and the second finds nothing to do.
 *   <li>Holds are the truth of who must be silent: the contact's row follows from them, an instance without holds ends, a hold
 *       without an instance gets one, and none ends before its deadline.
 *   <li>Every change is told in the contact's history, with who wanted it.
 * </ol>
 *
 * <p>Thread-safe.
 */
public final class Repairs {

    private final ConsistencyCheck check;
    private final PauseRepairs repairs;

    Repairs(ConsistencyCheck check, PauseRepairs repairs) {
        this.check = check;
        this.repairs = repairs;
    }

    /** What there is to mend. Changes nothing. */
    public Consistency preview(int sample) {
        return check.look(sample);
    }

    /**
     * Mends what there is.
     *
     * @param kinds of which kinds
     * @param limit how many of each kind at most
     * @param by who wants it, for the history
     */
    public Outcome mend(Collection<Inconsistency.Kind> kinds, int limit, @Nullable String by) {
        Consistency found = check.look(limit);
        Set<Inconsistency.Kind> wanted = EnumSet.noneOf(Inconsistency.Kind.class);
        wanted.addAll(kinds);
        Map<Inconsistency.Kind, Integer> mended = new EnumMap<>(Inconsistency.Kind.class);
        List<Failure> failures = new ArrayList<>();
        for (Inconsistency.Kind kind : found.inOrder().keySet()) {
            if (wanted.contains(kind)) {
                mended.put(kind, mendAll(found.samples().getOrDefault(kind, List.of()), by, failures));
            }
        }
        return new Outcome(found, mended, failures, check.look(limit));
    }

    private int mendAll(List<Inconsistency> found, @Nullable String by, List<Failure> failures) {
        int mended = 0;
        for (Inconsistency inconsistency : found) {
            try {
                repairs.mend(inconsistency, by);
                mended++;
            } catch (RuntimeException e) {
                if (Unavailable.isCauseOf(e)) {
                    throw e; // what was mended so far stays so
                }
                failures.add(new Failure(inconsistency, String.valueOf(e.getMessage())));
            }
        }
        return mended;
    }

    /**
     * What a repair has done.
     *
     * @param found what there was before
     * @param mended how many of each kind were mended, or were no more when their turn came
     * @param failures those that could not be
     * @param left what there is now
     */
    public record Outcome(
            Consistency found, Map<Inconsistency.Kind, Integer> mended, List<Failure> failures, Consistency left) {

        public Outcome {
            mended = Map.copyOf(mended);
            failures = List.copyOf(failures);
        }
    }

    /** What could not be mended, and why. */
    public record Failure(Inconsistency inconsistency, String why) {}
}
