package io.botstatus.delegates;

import io.botstatus.base.InvalidValueException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The bean {@code botCalendar} for timers and "reactivate at" in models. It finds times of the week where the contact lives, as in
 * {@code ${botCalendar.next('monday', '09:00', timeZone)}}.
 */
public final class BotCalendar {

    private static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().toLowerCase(Locale.ROOT))
            .toList();

    private final Clock clock;

    BotCalendar(Clock clock) {
        this.clock = clock;
    }

    /**
     * The next such time after now. A time that a change to summer time skips is moved later by the skipped hour. Of a time that
     * comes twice, it returns the first.
     *
     * @param dayOfWeek its English name, such as {@code monday}
     * @param time 24 hours, such as {@code 09:00}
     * @param timeZone a zone of the IANA database, such as {@code Europe/Berlin}
     * @throws InvalidValueException if one of them is anything else
     */
    @SuppressWarnings("JavaUtilDate") // what the engine's timers take
    public Date next(@Nullable Object dayOfWeek, @Nullable Object time, @Nullable Object timeZone) {
        DayOfWeek day = day(dayOfWeek);
        LocalTime at = time(time);
        ZonedDateTime now = clock.instant().atZone(zone(timeZone));
        LocalDate date = now.toLocalDate().with(TemporalAdjusters.nextOrSame(day));
        ZonedDateTime next = date.atTime(at).atZone(now.getZone());
        // From the time as it was asked for: next week's clocks skip nothing.
        ZonedDateTime inAWeek = date.plusWeeks(1).atTime(at).atZone(now.getZone());
        return Date.from((next.isAfter(now) ? next : inAWeek).toInstant());
    }

    private static DayOfWeek day(@Nullable Object name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> name != null && day.name().equals(name.toString().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.ofList("dayOfWeek", name, "monday to sunday", DAYS));
    }

    private static LocalTime time(@Nullable Object time) {
        try {
            return LocalTime.parse(String.valueOf(time));
        } catch (DateTimeException e) {
            throw new InvalidValueException("time", time, "hours and minutes from 00:00 to 23:59, such as 09:00");
        }
    }

    private static ZoneId zone(@Nullable Object zone) {
        try {
            return ZoneId.of(String.valueOf(zone));
        } catch (DateTimeException e) {
            throw new InvalidValueException("timeZone", zone, "a zone of the IANA database, such as Europe/Berlin");
        }
    }
}
