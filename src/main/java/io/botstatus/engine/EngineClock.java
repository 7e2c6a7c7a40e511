package io.botstatus.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** The engine's clock, the only one in this code base. So deadlines and timers agree, also in tests that move it. */
public final class EngineClock extends Clock {

    /** The engine's time, for code that the engine calls before there are beans. */
    public static Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    @Override
    public Instant instant() {
        return now();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Bot status counts in UTC alone.");
    }
}
