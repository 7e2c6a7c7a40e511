package io.botstatus.repair;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The findings of a check.
 *
 * @param at the moment of its snapshot
 * @param took how long it took
 * @param counts how many findings there are of each kind; kinds without one are left out
 * @param samples the first of each kind
 */
public record Consistency(
        Instant at,
        Duration took,
        Map<Inconsistency.Kind, Long> counts,
        Map<Inconsistency.Kind, List<Inconsistency>> samples) {

    public Consistency {
        counts = Map.copyOf(counts);
        samples = Map.copyOf(samples);
    }

    /** Whether everything agrees. */
    public boolean isConsistent() {
        return counts.isEmpty();
    }

    /** In the order of the kinds. */
    public Map<Inconsistency.Kind, Long> inOrder() {
        Map<Inconsistency.Kind, Long> ordered = new EnumMap<>(Inconsistency.Kind.class);
        ordered.putAll(counts);
        return ordered;
    }

    /** How many there are in all. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
