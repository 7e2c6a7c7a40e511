package io.botstatus.bench;

import java.util.List;
import java.util.Locale;

/** The results of a row's rounds. */
record Result(Row row, String ours, String theirs, List<Double> ourRounds, List<Double> theirRounds) {

    static final String HEADER = """
            | row | against | mark | reaches | ours | theirs |
            |---|---|---|---|---|---|""";

    /** The line of the table; a ratio that misses its mark is bold. */
    String line() {
        double ratio = median(ourRounds) / median(theirRounds);
        boolean missed = row.cost() ? ratio > row.mark() : ratio < row.mark();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s%s | %s | %s | %s |",
                row.what(),
                theirs,
                row.cost() ? "at most " : "",
                row.mark(),
                (missed ? "**%s**" : "%s").formatted(figure(ratio)),
                figure(median(ourRounds)),
                figure(median(theirRounds)));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static String figure(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }
}
