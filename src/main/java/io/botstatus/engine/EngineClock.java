package io.botstatus.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** The one clock of the house: the engine's, so that deadlines and timers agree, in tests that move it too. */
public final class EngineClock extends Clock {

    /** The time as the engine has it, for code that the engine calls before there are beans. */
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
