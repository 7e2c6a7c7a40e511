package io.botstatus.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Codes of signed deliveries, compared in constant time. */
final class Signatures {

    /** How far the time in a signature may be from now: the tolerance of the Standard Webhooks specification. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final byte[] NONE = {};

    private Signatures() {}

    /** The code of several pieces of a text, one after the other. */
    static byte[] hmac(String algorithm, byte[] key, byte[]... pieces) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            for (byte[] piece : pieces) {
                mac.update(piece);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + algorithm + ".", e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether both are equal, in a time that depends only on their lengths. */
    static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }

    static boolean same(String one, String other) {
        return same(bytes(one), bytes(other));
    }

    /** The bytes of hexadecimal digits; empty, which is never a signature, if they are none. */
    static byte[] hex(String digits) {
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            return NONE;
        }
    }

    /** The bytes of Base64; empty, which is never a signature, if it is none. */
    static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return NONE;
        }
    }

    /** Requires a header that is {@code prefix} and the hexadecimal digits of the code. */
    static void requireHex(Delivery delivery, String header, String prefix, byte[] code) {
        String value = delivery.requireHeader(header);
        require(value.startsWith(prefix) && same(hex(value.substring(prefix.length())), code), header);
    }

    static void require(boolean genuine, String header) {
        if (!genuine) {
            throw new UnauthenticException(
                    "The header " + header + " is not right for this body and the secret of this connection.");
        }
    }

    /**
     * Requires the secret itself in the address, for platforms that sign nothing. The server never writes it anywhere, but every
     * log of addresses on the way has it.
     */
    static void requireToken(Delivery delivery, Connection connection) {
        String token = delivery.query().get("token");
        if (token == null || !same(token, connection.secret())) {
            throw new UnauthenticException(
                    "The address has no parameter token, or it is not the secret of this connection.");
        }
    }

    /** Requires a signed time in seconds since 1970 that is so recent that an old delivery cannot be replayed. */
    static void requireLately(String header, @Nullable String seconds, Instant now) {
        long age;
        try {
            age = Math.abs(Math.subtractExact(now.getEpochSecond(), Long.parseLong(String.valueOf(seconds))));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new UnauthenticException("The header " + header + " is no time in seconds since 1970.");
        }
        if (age > TOLERANCE.toSeconds()) {
            throw new UnauthenticException("The time in the header " + header + " is more than " + TOLERANCE.toMinutes()
                    + " minutes from now.");
        }
    }
}
