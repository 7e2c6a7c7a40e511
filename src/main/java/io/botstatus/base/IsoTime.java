package io.botstatus.base;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times from outside, as ISO 8601 writes them.
 *
 * <p>Durations have parts of fixed length only (weeks, days of 24 hours, hours, minutes, seconds): a status counts on the UTC
 * time line and knows no calendar. Instants carry an offset, in every form that Java, JavaScript, FEEL and RFC 3339 write; FEEL names
 * a zone instead. A leap second counts as the second before it. Both are exact to the microsecond, as PostgreSQL is.
 */
public final class IsoTime {

    /** The longest span that a caller may request. Beyond it, a mistyped unit is likelier than a wish. */
    public static final Duration LONGEST = Duration.ofDays(3650);

    private static final Pattern WEEKS = Pattern.compile("P(\\d{1,4})W(.*)");
    /**
     * Date, time and offset, as RFC 3339 and ISO 8601 write them. The seconds may be missing, as Java leaves out those of a whole
     * minute. Then follows a zone in brackets, as Java writes one; or after an @ in place of the offset, as FEEL does.
     */
    private static final Pattern INSTANT = Pattern.compile(
            "(?<date>[0-9-]{10})[Tt ](?<minute>[0-9]{2}:[0-9]{2})(:(?<second>[0-9]{2})(?<fraction>[.][0-9]{1,9})?)?"
                    + "((?<offset>[Zz]|[+-][0-9]{2}(:?[0-9]{2}(:?[0-9]{2})?)?)([\\[](?<zone>[^\\]]+)\\])?|@(?<place>.+))");

    private static final String LEAP_SECOND = "60";
    private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);

    private IsoTime() {}

    /**
     * Checks the value.
     *
     * @throws InvalidValueException unless the value is an exact, positive duration of at most ten years
     */
    public static Duration duration(String field, Object value) {
        Duration duration = value instanceof Duration given ? given : parseDuration(value.toString());
        if (duration == null || duration.compareTo(LONGEST) > 0 || duration.compareTo(Duration.ofMillis(1)) < 0) {
            throw new InvalidValueException(
                    field,
                    value,
                    "an ISO 8601 duration of weeks, days, hours, minutes and seconds, from PT0.001S to P3650D, such as PT30M,"
                            + " PT24H or P7D");
        }
        return duration.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Checks the value.
     *
     * @throws InvalidValueException unless the value is an instant with offset from 1970 to 9999
     */
    @SuppressWarnings("JavaUtilDate") // what Camunda makes of a variable of type Date
    public static Instant instant(String field, Object value) {
        Instant instant = value instanceof Date given ? Instant.ofEpochMilli(given.getTime()) : toInstant(value);
        if (instant == null || !isInRange(instant)) {
            throw new InvalidValueException(
                    field,
                    value,
                    "an ISO 8601 instant with offset from 1970 to 9999, such as 2030-01-31T09:00:00Z or"
                            + " 2030-01-31T10:00:00+01:00[Europe/Berlin]");
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static boolean isInRange(Instant instant) {
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        return year >= 1970 && year <= 9999;
    }

    private static @Nullable Instant toInstant(Object value) {
        if (value instanceof Instant given) {
            return given;
        }
        if (value instanceof OffsetDateTime given) {
            return given.toInstant();
        }
        if (value instanceof ZonedDateTime given) {
            return given.toInstant();
        }
        Matcher text = INSTANT.matcher(value.toString());
        try {
            return text.matches() ? toInstant(text) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant toInstant(Matcher text) {
        String second = Objects.requireNonNullElse(text.group("second"), "00");
        boolean isLeapSecond = second.equals(LEAP_SECOND);
        String fraction = Objects.requireNonNullElse(text.group("fraction"), "");
        LocalDateTime local = LocalDateTime.parse("%sT%s:%s%s"
                .formatted(text.group("date"), text.group("minute"), isLeapSecond ? "59" : second, fraction));
        ZoneOffset offset =
                text.group("place") == null ? offset(text, local) : onlyOffset(ZoneId.of(text.group("place")), local);
        return offset == null || (isLeapSecond && !endsAMonth(local.atOffset(offset))) ? null : local.toInstant(offset);
    }

    /** The offset as it is written; null if the zone beside it has another one then. */
    private static @Nullable ZoneOffset offset(Matcher text, LocalDateTime local) {
        String written = text.group("offset").toUpperCase(Locale.ROOT);
        String zone = text.group("zone");
        ZoneOffset offset = ZoneOffset.of(written);
        // By Z, others say that they state the zone for information only (RFC 9557).
        return zone == null || ZoneId.of(zone).getRules().isValidOffset(local, offset) || written.equals("Z")
                ? offset
                : null;
    }

    /** The zone's offset at this time; null if clocks skip the time, or show it twice. */
    private static @Nullable ZoneOffset onlyOffset(ZoneId zone, LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.size() == 1 ? offsets.get(0) : null;
    }

    /** Leap seconds come only in the last minute of a month, in UTC. */
    private static boolean endsAMonth(OffsetDateTime time) {
        OffsetDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC);
        return utc.toLocalTime().truncatedTo(ChronoUnit.MINUTES).equals(LAST_MINUTE)
                && utc.plusDays(1).getDayOfMonth() == 1;
    }

    private static @Nullable Duration parseDuration(String text) {
        try {
            Matcher weeks = WEEKS.matcher(text);
            if (!weeks.matches()) {
                return Duration.parse(text);
            }
            Duration whole = Duration.ofDays(7 * Long.parseLong(weeks.group(1)));
            return weeks.group(2).isEmpty() ? whole : whole.plus(Duration.parse("P" + weeks.group(2)));
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
