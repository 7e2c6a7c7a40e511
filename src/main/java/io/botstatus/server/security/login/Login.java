package io.botstatus.server.security.login;

import java.io.Serializable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * One login of a person by the login page. Its session, the cookie that remembers it, and later sessions by this cookie on any node
 * carry it. So a logout ends them all.
 *
 * @param id random
 * @param expiresAt when the cookie expires; to the millisecond, as the cookie states it
 */
public record Login(String id, Instant expiresAt) implements Serializable {

    /** How long a cookie remembers a login. */
    static final Duration REMEMBERED = Duration.ofHours(12);

    private static final int ID_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new login. */
    public static Login begin(Clock clock) {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return new Login(
                HexFormat.of().formatHex(id), clock.instant().plus(REMEMBERED).truncatedTo(ChronoUnit.MILLIS));
    }
}
