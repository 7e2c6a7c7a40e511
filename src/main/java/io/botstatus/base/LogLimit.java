package io.botstatus.base;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Limits how many log lines callers without a login can cause. It counts the suppressed lines and adds their number to the first
 * line after the window. Safe for many threads.
 */
public final class LogLimit {

    private final Logger log;
    private final int lines;
    private final Duration window;
    private final Clock clock;
    private Instant begin;
    private int written;
    private long leftOut;

    /**
     * Limits a log.
     *
     * @param lines how many it takes in each window
     */
    public LogLimit(Logger log, int lines, Duration window, Clock clock) {
        this.log = log;
        this.lines = lines;
        this.window = window;
        this.clock = clock;
        this.begin = clock.instant();
    }

    /** Writes a warning, or counts it. */
    public void warn(String format, @Nullable Object... values) {
        long before = 0;
        synchronized (this) {
            Instant now = clock.instant();
            if (Duration.between(begin, now).abs().compareTo(window) > 0) { // a clock that was put back begins anew too
                begin = now;
                written = 0;
                before = leftOut;
                leftOut = 0;
            }
            if (written == lines) {
                leftOut++;
                return;
            }
            written++;
        }
        if (before > 0) {
            log.warn("{} more lines like the following were left out of the log", before);
        }
        log.warn(format, values);
    }
}
