package io.botstatus.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Stops the engine's clock for a test, which then moves it. */
final class TestClock implements BeforeEachCallback, AfterEachCallback {

    static final Instant START = Instant.parse("2030-01-31T09:00:00Z");

    private Instant now = START;

    @Override
    public void beforeEach(ExtensionContext test) {
        set(START);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        ClockUtil.reset();
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        set(now.plus(time));
    }

    @SuppressWarnings("JavaUtilDate") // the engine's clock takes nothing else
    private void set(Instant time) {
        now = time;
        ClockUtil.setCurrentTime(new Date(time.toEpochMilli()));
    }
}
