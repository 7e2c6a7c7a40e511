package io.botstatus;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;

/** A night in which clocks change: forwards and backwards, by an hour or half of it, at midnight or later, in both hemispheres. */
public record TimeChange(ZoneId zone, Instant at) {

    private static final Instant FROM = Instant.parse("2027-01-01T00:00:00Z");

    /** Both changes of a year in six zones. */
    public static Stream<TimeChange> all() {
        return Stream.of(
                        "Europe/Berlin",
                        "Europe/London",
                        "America/New_York",
                        "Australia/Lord_Howe",
                        "Africa/Cairo",
                        "America/Santiago")
                .map(ZoneId::of)
                .flatMap(zone -> {
                    Instant first = zone.getRules().nextTransition(FROM).getInstant();
                    Instant second = zone.getRules().nextTransition(first).getInstant();
                    return Stream.of(new TimeChange(zone, first), new TimeChange(zone, second));
                });
    }

    /** What clocks show when they are changed. */
    public LocalDateTime before() {
        return transition().getDateTimeBefore();
    }

    /** The first moment at which clocks show this time; if they skip it, as much later as they skip. */
    public Instant firstAt(LocalDateTime time) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        return time.toInstant(
                offsets.isEmpty() ? zone.getRules().getTransition(time).getOffsetBefore() : offsets.get(0));
    }

    /** Runs the work in a JVM that stands in this zone. */
    public void inThisZone(Runnable work) {
        TimeZone own = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            work.run();
        } finally {
            TimeZone.setDefault(own);
        }
    }

    private ZoneOffsetTransition transition() {
        return zone.getRules().nextTransition(at.minusSeconds(1));
    }

    @Override
    public String toString() {
        return "%s, %s".formatted(zone, before());
    }
}
