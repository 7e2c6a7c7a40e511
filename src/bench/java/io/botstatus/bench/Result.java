package io.botstatus.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The results of a row's rounds. */
record Result(Row row, String ours, String theirs, List<Figure> ourRounds, List<Figure> theirRounds) {

    static final String HEADER = """
            | row | against | mark | reaches | ours | theirs | our latency | their latency |
            |---|---|---|---|---|---|---|---|""";

    /** The line of the table; a ratio that misses its mark is bold. */
    String line() {
        double our = median(ourRounds, Figure::value);
        double their = median(theirRounds, Figure::value);
        double ratio = our / their;
        boolean missed = row.cost() ? ratio > row.mark() : ratio < row.mark();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s%s | %s | %s | %s | %s | %s |",
                row.what(),
                theirs,
                row.cost() ? "at most " : "",
                row.mark(),
                (missed ? "**%s**" : "%s").formatted(figure(ratio)),
                figure(our),
                figure(their),
                latency(ourRounds),
                latency(theirRounds));
    }

    private static double median(List<Figure> rounds, ToDoubleFunction<Figure> what) {
        double[] sorted = rounds.stream().mapToDouble(what).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Milliseconds of half of the calls, and of 99 of 100; empty where single calls are not timed. */
    private static String latency(List<Figure> rounds) {
        List<Figure> timed = rounds.stream().filter(round -> round.latency() != null).toList();
        return timed.isEmpty()
                ? ""
                : new Latency(
                                median(timed, round -> round.latency().median()),
                                median(timed, round -> round.latency().high()))
                        .toString();
    }

    private static String figure(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }
}
