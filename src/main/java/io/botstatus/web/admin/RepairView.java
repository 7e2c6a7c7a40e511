package io.botstatus.web.admin;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.botstatus.repair.Consistency;
import io.botstatus.repair.Inconsistency;
import io.botstatus.repair.Repairs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The inconsistencies, and the result of their repair.
 *
 * @param checkedAt the moment of the check
 * @param took how many seconds the check took
 * @param total how many there were
 * @param left how many there are now; null if it was a dry run
 */
record RepairView(
        boolean dryRun,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant checkedAt,
        double took,
        long total,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long left,
        List<KindView> findings) {

    private static final int SAMPLE = 10;

    static RepairView of(Consistency found, Set<Inconsistency.Kind> wanted) {
        return view(true, found, wanted, null, Map.of(), List.of());
    }

    static RepairView of(Repairs.Outcome outcome, Set<Inconsistency.Kind> wanted) {
        long left = outcome.left().inOrder().entrySet().stream()
                .filter(kind -> wanted.contains(kind.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return view(false, outcome.found(), wanted, left, outcome.mended(), outcome.failures());
    }

    private static RepairView view(
            boolean dryRun,
            Consistency found,
            Set<Inconsistency.Kind> wanted,
            @Nullable Long left,
            Map<Inconsistency.Kind, Integer> mended,
            List<Repairs.Failure> failures) {
        List<KindView> kinds = found.inOrder().entrySet().stream()
                .filter(kind -> wanted.contains(kind.getKey()))
                .map(kind -> KindView.of(
                        kind.getKey(),
                        kind.getValue(),
                        found.samples().getOrDefault(kind.getKey(), List.of()),
                        mended.get(kind.getKey()),
                        failures))
                .toList();
        return new RepairView(
                dryRun,
                found.at(),
                found.took().toMillis() / 1000.0,
                kinds.stream().mapToLong(KindView::count).sum(),
                left,
                kinds);
    }

    /**
     * All inconsistencies of a kind.
     *
     * @param means what disagrees
     * @param repair what a repair does about it
     * @param sample the first of them
     * @param mended how many were repaired; null if it was a dry run
     * @param failed those that could not be repaired, and why
     */
    record KindView(
            String kind,
            String means,
            String repair,
            long count,
            List<FindingView> sample,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer mended,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FindingView> failed) {

        static KindView of(
                Inconsistency.Kind kind,
                long count,
                List<Inconsistency> found,
                @Nullable Integer mended,
                List<Repairs.Failure> failures) {
            return new KindView(
                    kind.word(),
                    kind.means(),
                    kind.repair(),
                    count,
                    found.stream()
                            .limit(SAMPLE)
                            .map(one -> FindingView.of(one, null))
                            .toList(),
                    mended,
                    failures.stream()
                            .filter(failure -> failure.inconsistency().kind() == kind)
                            .limit(SAMPLE)
                            .map(failure -> FindingView.of(failure.inconsistency(), failure.why()))
                            .toList());
        }
    }

    /** One inconsistency. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FindingView(
            @Nullable String contactId,
            @Nullable String cause,
            @Nullable String processInstanceId,
            @Nullable String id,
            String detail,
            @Nullable String why) {

        static FindingView of(Inconsistency found, @Nullable String why) {
            return new FindingView(
                    found.contactId(), found.cause(), found.processInstanceId(), found.id(), found.detail(), why);
        }
    }
}
