package io.botstatus.bench;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** How long a call takes, in milliseconds: half of them at most {@code median}, 99 of 100 at most {@code high}. */
record Latency(double median, double high) {

    static Latency of(Histogram nanoseconds) {
        return new Latency(
                nanoseconds.getValueAtPercentile(50) / 1e6, nanoseconds.getValueAtPercentile(99) / 1e6);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f, %.2f", median, high);
    }
}
