package io.botstatus.base;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times from outside, as ISO 8601 writes them.
 *
 * <p>Durations have parts of fixed length only (weeks, days of 24 hours, hours, minutes, seconds): a status counts on the UTC
 * time line and knows no calendar. Instants carry an offset. Both are exact to the microsecond, as PostgreSQL is.
 */
public final class IsoTime {

    /** The longest span that a caller may request. Beyond it, a mistyped unit is likelier than a wish. */
    public static final Duration LONGEST = Duration.ofDays(3650);

    private static final Pattern WEEKS = Pattern.compile("P(\\d{1,4})W(.*)");
    private static final DateTimeFormatter INSTANT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            // Camunda's REST API writes +0100, most others +01:00.
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH", "Z")
            .optionalEnd()
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT); // else February 30th would pass for the 28th

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
                            + " 2030-01-31T10:00:00+01:00");
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
        try {
            return INSTANT.parse(value.toString(), Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
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
