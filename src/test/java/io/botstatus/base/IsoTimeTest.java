package io.botstatus.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2030-03-04T09:00:00Z",
                "2030-03-04t09:00z",
                "2030-03-04T10:00:00+01:00",
                "2030-03-04T10:00:00.000+0100", // as Camunda's REST API writes it
                "2030-03-04T10:00+01",
                "2030-03-04T09:00:00.000+0000",
                "2030-03-04T03:30:00-05:30",
                // RFC 3339
                "2030-03-04 09:00:00z",
                "2030-03-04t09:00:00.000000000-00:00",
                // Java
                "2030-03-04T09:00Z",
                "2030-03-04T10:00+01:00[Europe/Berlin]", // ZonedDateTime
                "2030-03-04T09:00Z[UTC]",
                "2030-03-04T09:00Z[Z]",
                "2030-03-04T09:00:00Z[Europe/Berlin]",
                "2030-03-04T08:15:30-00:44:30",
                // JavaScript
                "2030-03-04T09:00:00.000Z",
                // FEEL
                "2030-03-04T10:00:00@Europe/Berlin",
            })
    void readsAnInstantWithEveryWayToWriteItsOffset(String text) {
        assertThat(IsoTime.instant("sentAt", text)).isEqualTo("2030-03-04T09:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2030-03-04T09:00:00",
                "2030-03-04",
                "2030-02-30T09:00:00Z",
                "2030-03-04T09:00:00Z+01:00",
                "2030-03-04T09:00:00+1",
                "2030-03-04T09:00:00+01:00 ",
                "1969-12-31T23:59:59Z",
                "2030-03-04T09:00:00[Europe/Berlin]",
                "2030-03-04T09:00:00@Atlantis",
                "2030-03-04T09:00:00@",
                "2030-03-04T09:00:00Z[]",
                "2030-03-04T09:00:00Z[Atlantis]",
                "2030-03-04T09:00:00+05:00[Europe/Berlin]",
                "2030-10-27T02:30:00@Europe/Berlin", // twice
                "2030-03-31T02:30:00@Europe/Berlin", // never
                "2030-03-04  09:00:00Z",
                "2030-03-04T09:00:60Z",
                "2030-03-31T23:59:61Z",
                "2030-03-30T23:59:60Z",
                "2030-03-04T24:00:00Z",
                "+12030-03-04T09:00:00Z",
                "2030-03-04T09:00:00.Z",
                "2030-03-04T09:00:00+19:00",
                "tomorrow",
                "",
            })
    void refusesWhatIsNoInstantWithOffset(String text) {
        assertThatThrownBy(() -> IsoTime.instant("sentAt", text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("sentAt is '" + text + "'. Allowed: an ISO 8601 instant with offset");
    }

    @ParameterizedTest
    @CsvSource({
        "2016-12-31T23:59:60Z,           2016-12-31T23:59:59Z",
        "2017-01-01T00:59:60.5+01:00,    2016-12-31T23:59:59.5Z",
        "1990-12-31T15:59:60-08:00,      1990-12-31T23:59:59Z",
    })
    void takesALeapSecondForTheSecondBeforeIt(String text, Instant expected) {
        assertThat(IsoTime.instant("sentAt", text)).isEqualTo(expected);
    }

    @Test
    void readsWhatJavaWrites() {
        ZonedDateTime time = ZonedDateTime.parse("2030-10-27T02:30+01:00[Europe/Berlin]");

        assertThat(Stream.of(time, time.toOffsetDateTime(), time.toInstant()))
                .allSatisfy(form -> assertThat(IsoTime.instant("sentAt", form.toString()))
                        .isEqualTo(IsoTime.instant("sentAt", form))
                        .isEqualTo("2030-10-27T01:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"PT30M, PT30M", "P1D, PT24H", "P2W, PT336H", "P1WT2H, PT170H", "PT0.5S, PT0.5S"})
    void readsADurationOfFixedLength(String text, Duration expected) {
        assertThat(IsoTime.duration("reactivateAfter", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1M", "P1Y", "PT0S", "-PT1H", "P3651D", "2h", "P", ""})
    void refusesWhatIsNoSuchDuration(String text) {
        assertThatThrownBy(() -> IsoTime.duration("reactivateAfter", text)).isInstanceOf(InvalidValueException.class);
    }
}
