package io.botstatus.delegates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.TimeChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BotCalendarTest {

    @ParameterizedTest
    @CsvSource({
        // a Wednesday in winter: Berlin is UTC+1, New York UTC-5
        "2030-01-16T12:00:00Z, friday, 18:00, Europe/Berlin,    2030-01-18T17:00:00Z",
        "2030-01-16T12:00:00Z, friday, 18:00, America/New_York, 2030-01-18T23:00:00Z",
        // it is Friday there already, or not yet
        "2030-01-18T16:59:59Z, friday, 18:00, Europe/Berlin,    2030-01-18T17:00:00Z",
        "2030-01-18T17:00:00Z, friday, 18:00, Europe/Berlin,    2030-01-25T17:00:00Z",
        "2030-01-17T16:00:00Z, friday, 03:00, Asia/Tokyo,       2030-01-17T18:00:00Z",
        // summer time begins in the night to Sunday, March 31st 2030
        "2030-03-30T12:00:00Z, monday, 09:00, Europe/Berlin,    2030-04-01T07:00:00Z",
        "2030-03-30T12:00:00Z, sunday, 02:30, Europe/Berlin,    2030-03-31T01:30:00Z",
        // and ends in the night to October 27th, when half past two comes twice
        "2030-10-26T12:00:00Z, sunday, 02:30, Europe/Berlin,    2030-10-27T00:30:00Z",
        "2030-10-27T00:45:00Z, sunday, 02:30, Europe/Berlin,    2030-11-03T01:30:00Z",
        // the night that skips the time moves this week's, and no other
        "2027-03-28T10:00:00Z, sunday, 02:30, Europe/Berlin,    2027-04-04T00:30:00Z",
        "2027-03-28T00:45:00Z, sunday, 02:30, Europe/Berlin,    2027-03-28T01:30:00Z",
        "2030-01-16T12:00:00Z, Monday, 09:00, UTC,              2030-01-21T09:00:00Z",
    })
    void findsTheNextSuchMomentWhereTheContactLives(
            Instant now, String day, String time, String zone, Instant expected) {
        assertThat(at(now).next(day, time, zone).toInstant()).isEqualTo(expected);
    }

    /** Asked at any time of two weeks, for times before, in and after the change. */
    @ParameterizedTest
    @MethodSource("io.botstatus.TimeChange#all")
    void followsTheClocksWhereTheContactLivesAtEachChange(TimeChange change) {
        LocalDateTime before = change.before();
        for (int minutes = -180; minutes <= 180; minutes += 15) {
            LocalDateTime time = before.plusMinutes(minutes);
            for (int hours = -8 * 24; hours <= 8 * 24; hours += 5) {
                Instant now = change.at().plus(Duration.ofHours(hours));
                Instant next = IntStream.rangeClosed(-2, 3)
                        .mapToObj(weeks -> change.firstAt(time.plusWeeks(weeks)))
                        .filter(now::isBefore)
                        .min(Comparator.naturalOrder())
                        .orElseThrow();

                assertThat(at(now).next(
                                        time.getDayOfWeek(),
                                        time.toLocalTime(),
                                        change.zone().getId())
                                .toInstant())
                        .as("%s %s after %s", time.getDayOfWeek(), time.toLocalTime(), now)
                        .isEqualTo(next);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "payday, 09:00, UTC, dayOfWeek is 'payday'. Allowed: monday to sunday.",
        "monday, 9, UTC, 'time is ''9''. Allowed: hours and minutes from 00:00 to 23:59, such as 09:00.'",
        "monday, 09:00, Atlantis, 'timeZone is ''Atlantis''. Allowed: a zone of the IANA database, such as Europe/Berlin.'",
        "monday, 09:00, , 'timeZone is missing. Allowed: a zone of the IANA database, such as Europe/Berlin.'",
    })
    void refusesWhatIsNoSuchMoment(String day, String time, String zone, String words) {
        assertThatThrownBy(() -> at(Instant.parse("2030-01-16T12:00:00Z")).next(day, time, zone))
                .hasMessage(words);
    }

    private static BotCalendar at(Instant now) {
        return new BotCalendar(Clock.fixed(now, ZoneOffset.UTC));
    }
}
