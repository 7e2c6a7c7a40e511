package io.botstatus.server.security.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.util.unit.DataSize;

class OpenBodiesTest {

    @Test
    void anAddressTakesNoMoreThanItsShareAndAllNoMoreThanThereAre() {
        OpenBodies places = new OpenBodies(3, 2);

        assertThat(places.take("10.0.0.1")).isTrue();
        assertThat(places.take("10.0.0.1")).isTrue();
        assertThat(places.take("10.0.0.1")).isFalse();
        assertThat(places.take("10.0.0.2")).isTrue();
        assertThat(places.take("10.0.0.3")).isFalse();

        places.leave("10.0.0.1");
        assertThat(places.take("10.0.0.3")).isTrue();
        assertThat(places.take("10.0.0.1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:",
        "2001:db8:1:2::6, 2001:db8:1:2:",
        "2001:db8::6, 2001:db8:0:0:",
        "0:0:0:0:0:0:0:1, 0:0:0:0:",
        "::1, 0:0:0:0:",
        "::ffff:10.0.0.7, ::ffff:10.0.0.7"
    })
    void addressesOfOneNetworkCountAsOne(String address, String network) {
        assertThat(OpenBodies.network(address)).isEqualTo(network);
    }

    @Test
    void placesThatLeaveNoThreadForOthersAreRefused() {
        assertThatThrownBy(() -> bounds(150, 50).places(new ServerProperties()))
                .hasMessageContaining("botstatus.bodies.anonymous-waiting (150)")
                .hasMessageContaining("server.tomcat.threads.max");
        assertThatThrownBy(() -> bounds(0, 50)).hasMessageContaining("botstatus.bodies.anonymous-waiting is 0");
        bounds(null, null).places(new ServerProperties());
    }

    private static BodyProperties bounds(@Nullable Integer anonymous, @Nullable Integer known) {
        return new BodyProperties(
                Duration.ofSeconds(10), DataSize.ofKilobytes(64), anonymous, null, Duration.ofMinutes(2), known);
    }
}
