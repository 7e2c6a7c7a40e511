package io.botstatus.metrics;

import io.botstatus.status.Cause;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names under which causes are counted: the known ones, the configured ones, and one for all others. */
final class CauseNames {

    private static final String OTHER = "other";

    private final Set<String> names;

    CauseNames(Collection<String> own) {
        names = Stream.concat(Cause.known().stream().map(Cause::word), Stream.concat(own.stream(), Stream.of(OTHER)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> all() {
        return names;
    }

    String of(String cause) {
        return names.contains(cause) ? cause : OTHER;
    }
}
