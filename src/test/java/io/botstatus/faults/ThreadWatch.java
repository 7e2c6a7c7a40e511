package io.botstatus.faults;

import java.io.IOException;
import java.util.OptionalInt;

/** Looks now and then how many threads wait for bodies, and keeps the most. */
final class ThreadWatch implements AutoCloseable {

    private static final long BETWEEN_LOOKS = 2_000;

    private final Thread watcher;
    private volatile boolean over;
    private volatile int most = -1;

    ThreadWatch(NodeFigures figures) {
        watcher = new Thread(
                () -> {
                    while (!over) {
                        try {
                            most = Math.max(most, figures.waitingThreads());
                            Wait.millis(BETWEEN_LOOKS);
                        } catch (IOException | InterruptedException e) {
                            over = true;
                        }
                    }
                },
                "threads");
        watcher.start();
    }

    OptionalInt most() {
        return most < 0 ? OptionalInt.empty() : OptionalInt.of(most);
    }

    @Override
    public void close() {
        over = true;
        Wait.untilItEnds(watcher);
    }
}
