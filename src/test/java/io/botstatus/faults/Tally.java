package io.botstatus.faults;

import io.botstatus.faults.Recorded.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The results of a run, by kind of fault. Used by one thread. */
final class Tally {

    /** Whether an answer of 5xx other than 503 is a finding. */
    static final String STRICT = "faults.strict";

    private final Map<Fault, Line> lines = new EnumMap<>(Fault.class);
    private final Map<String, Integer> failures = new TreeMap<>();
    private String lastRound = "";
    private int requests;

    private static final class Line {
        private int count;
        private Duration longest = Duration.ZERO;
        private int findings;
    }

    void back(Fault fault, Duration back) {
        Line line = line(fault);
        line.longest = back.compareTo(line.longest) > 0 ? back : line.longest;
        lastRound += " " + back.toMillis() + " ms";
    }

    void findings(List<Fault> faults, List<String> findings) {
        for (Fault fault : faults) {
            Line line = line(fault);
            line.count++;
            line.findings += findings.isEmpty() ? 0 : 1;
        }
    }

    /** Counts the answers of a round. Answers that no caller should get are findings, if the run is strict. */
    List<String> take(List<Fault> faults, List<Recorded> recorded) {
        requests += recorded.size();
        long unknown = recorded.stream()
                .filter(one -> one.outcome() == Outcome.UNKNOWN)
                .count();
        List<Recorded> failed = recorded.stream()
                .filter(one -> one.code() >= 500 && one.code() != 503)
                .toList();
        failed.forEach(one -> failures.merge(
                faults + " " + one.ask().kind() + " " + one.code() + " "
                        + one.answer().text().replaceAll("[0-9a-f-]{20,}|r\\d+-[a-z]+-\\d+|\\d+", "*"),
                1,
                Integer::sum));
        lastRound =
                "back in" + lastRound + "; " + unknown + " of unknown outcome, " + failed.size() + " of 5xx but 503";
        return Boolean.getBoolean(STRICT)
                ? failed.stream()
                        .map(one -> "A failure was shown to a client: " + one)
                        .toList()
                : List.of();
    }

    String lastRound() {
        String told = lastRound;
        lastRound = "";
        return told;
    }

    private Line line(Fault fault) {
        return lines.computeIfAbsent(fault, any -> new Line());
    }

    /** The table in Markdown, for docs/operations.md. */
    String table() {
        StringBuilder table = new StringBuilder("""
                | fault | times | longest time until all nodes served | rounds with findings |
                |---|---|---|---|
                """);
        lines.forEach((fault, line) -> table.append("| %s | %d | %.1f s | %d |%n"
                .formatted(fault.what(), line.count, line.longest.toMillis() / 1000.0, line.findings)));
        return table.append("| together | %d | | %d requests |%n"
                        .formatted(
                                lines.values().stream()
                                        .mapToInt(line -> line.count)
                                        .sum(),
                                requests))
                .toString();
    }

    Stream<String> failures() {
        return failures.entrySet().stream().map(entry -> entry.getValue() + " x " + entry.getKey());
    }
}
