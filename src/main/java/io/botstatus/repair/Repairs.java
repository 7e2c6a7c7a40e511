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
 * Repairs the findings of a {@link ConsistencyCheck}, for example after an operator has edited tables or deleted instances in
 * Cockpit.
 *
 * <ol>
 *   <li>A finding only says where to look. Each contact and each process instance is judged again in a transaction of its own that
 *       holds the contacts' locks. If two nodes repair the same one, the second finds nothing to do.
 *   <li>Holds are the truth: the contact's row follows from them, an instance without holds ends, a hold without an instance gets
 *       one, and none ends before its deadline.
 *   <li>Every repair of a hold stands in the contact's history, with the person who requested it.
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

    /** What a repair would do. Changes nothing. */
    public Consistency preview(int sample) {
        return check.look(sample);
    }

    /**
     * Repairs the findings.
     *
     * @param kinds the kinds to repair
     * @param limit how many of each kind at most
     * @param by who requests it, for the history
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
                    throw e; // earlier repairs stay
                }
                failures.add(new Failure(inconsistency, String.valueOf(e.getMessage())));
            }
        }
        return mended;
    }

    /**
     * The result of a repair.
     *
     * @param found the findings before
     * @param mended how many of each kind were repaired, or were none any more when their turn came
     * @param failures those that could not be repaired
     * @param left the findings after it
     */
    public record Outcome(
            Consistency found, Map<Inconsistency.Kind, Integer> mended, List<Failure> failures, Consistency left) {

        public Outcome {
            mended = Map.copyOf(mended);
            failures = List.copyOf(failures);
        }
    }

    /** A finding that could not be repaired, and why. */
    public record Failure(Inconsistency inconsistency, String why) {}
}
