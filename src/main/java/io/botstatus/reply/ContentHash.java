package io.botstatus.reply;

import io.botstatus.base.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the text of a message, which is never stored: SHA-256 of its characters without white space, which platforms change.
 */
public final class ContentHash {

    /** More than any chat platform takes for one message. */
    private static final int MAX_CHARACTERS = 100_000;

    private final byte[] bytes;

    private ContentHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The hash; null if the text has nothing but white space, which identifies no message. */
    public static @Nullable ContentHash of(@Nullable String text) {
        String words = text == null
                ? ""
                : Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("[\\s\\p{Z}\\p{Cc}\\p{Cf}]+", "");
        return words.isEmpty() ? null : new ContentHash(sha256(words));
    }

    /**
     * The hash of a text that a caller sends; null if the text has nothing but white space.
     *
     * @throws InvalidValueException if it is longer than 100,000 characters
     */
    public static @Nullable ContentHash of(String field, @Nullable String text) {
        if (text != null && text.length() > MAX_CHARACTERS) {
            throw new InvalidValueException(
                    field, text.length() + " characters", "a text of at most " + MAX_CHARACTERS + " characters");
        }
        return of(text);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ContentHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
