package io.botstatus.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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
                "tomorrow",
                "",
            })
    void refusesWhatIsNoInstantWithOffset(String text) {
        assertThatThrownBy(() -> IsoTime.instant("sentAt", text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("sentAt is '" + text + "'. Allowed: an ISO 8601 instant with offset");
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
