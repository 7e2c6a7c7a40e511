package io.botstatus.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.base.InvalidValueException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionPropertiesTest {

    @Test
    void takeDurationsAsSpringAndIsoWriteThemAndNever() {
        RetentionProperties properties = new RetentionProperties("P400D", "36h", "never", "15m");

        assertThat(properties.eventAge()).isEqualTo(Duration.ofDays(400));
        assertThat(properties.messageAge()).isEqualTo(Duration.ofHours(36));
        assertThat(properties.bulkChangeAge()).isNull();
        assertThat(properties.interval()).isEqualTo(Duration.ofMinutes(15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "Never", "59m", "-P1D", "0", "3651d", "P1M", "false", "99999999999999999999d"})
    void refuseWhatIsNeitherByName(String value) {
        assertThatThrownBy(() -> new RetentionProperties("1d", value, "1d", "1h"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("botstatus.retention.messages is '" + value
                        + "'. Allowed: a duration from PT1H to PT87600H, such as 90d or P90D, or never.");
    }

    @Test
    void refuseNeverToLook() {
        assertThatThrownBy(() -> new RetentionProperties("1d", "1d", "1d", "never"))
                .hasMessageStartingWith("botstatus.retention.every is 'never'. Allowed: a duration from PT1S");
    }
}
