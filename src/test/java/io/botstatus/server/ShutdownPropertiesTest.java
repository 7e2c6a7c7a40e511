package io.botstatus.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShutdownPropertiesTest {

    @ParameterizedTest
    @ValueSource(longs = {-1, 301})
    void refuseADelayThatNobodyWouldWaitForByName(long seconds) {
        assertThatThrownBy(() -> new ShutdownProperties(Duration.ofSeconds(seconds)))
                .hasMessageStartingWith("botstatus.drain-delay is ")
                .hasMessageContaining("Allowed: from 0s to 5m");
    }
}
