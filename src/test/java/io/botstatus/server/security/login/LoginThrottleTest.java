package io.botstatus.server.security.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** How many wrong passwords are compared, by name and by address. */
class LoginThrottleTest {

    private static final String PROXY = "10.0.0.7";

    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final LoginThrottle throttle = new LoginThrottle(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void looksAtFiveOfANameFromAnAddressEachMinute() {
        for (int guess = 0; guess < 5; guess++) {
            wrong("anna", "a");
        }

        waits("anna", "a");
        passes("anna", "b");
        passes("ben", "a");

        now = now.plusSeconds(59);
        waits("anna", "a");
        now = now.plusSeconds(1);
        passes("anna", "a");
    }

    @Test
    void locksNobodyOutWhoComesByTheProxyOfOneWhoGuessesAtManyNames() {
        for (int name = 0; name < 5000; name++) {
            wrong("ghost-" + name, PROXY);
        }

        passes("anna", PROXY);
        wrong("anna", PROXY);
        waits("anna", PROXY);
    }

    @Test
    void locksNobodyOutWhoseNameManyAddressesGuessAt() {
        for (int address = 0; address < 5000; address++) {
            wrong("anna", "10.1." + address / 250 + "." + address % 250);
        }

        passes("anna", "a");
        wrong("anna", "a");
        waits("anna", "a");
    }

    @Test
    void forgetsNoGuessesAtANameForThoseAtManyOthers() {
        for (int guess = 0; guess < 100; guess++) {
            wrong("anna", "a" + guess);
        }
        for (int name = 0; name < 9000; name++) {
            wrong("ghost-" + name, PROXY);
        }

        wrong("anna", "b");
        waits("anna", "b");
    }

    private void wrong(String name, String address) {
        throttle.failed(name, address);
    }

    private void passes(String name, String address) {
        assertThatCode(() -> throttle.check(name, address)).doesNotThrowAnyException();
    }

    private void waits(String name, String address) {
        assertThatThrownBy(() -> throttle.check(name, address))
                .isInstanceOfSatisfying(TooManyLoginsException.class, tooMany -> assertThat(tooMany.seconds())
                        .isBetween(1L, 61L));
    }
}
