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

/** What platforms sign their deliveries with, compared in a time that tells nothing. */
final class Signatures {

    /** How far the time in a signature may be from now: what the Standard Webhooks specification calls its tolerance. */
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

    /** Whether both are the same, found in a time that depends on their lengths only. */
    static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }

    static boolean same(String one, String other) {
        return same(bytes(one), bytes(other));
    }

    /** What hexadecimal digits stand for; nothing, which no signature is, if they are none. */
    static byte[] hex(String digits) {
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            return NONE;
        }
    }

    /** The same of Base64. */
    static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return NONE;
        }
    }

    /** A header that is {@code prefix} and the hexadecimal digits of the code. */
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
     * For platforms that sign nothing: the secret itself, in the address that they were given. It is compared as it is, and told
     * to nobody but the platform; what logs addresses on the way logs it too.
     */
    static void requireToken(Delivery delivery, Connection connection) {
        String token = delivery.query().get("token");
        if (token == null || !same(token, connection.secret())) {
            throw new UnauthenticException(
                    "The address has no parameter token, or it is not the secret of this connection.");
        }
    }

    /** A time in seconds since 1970, signed with the rest, that is not so long ago that an old delivery may be sent again. */
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
