package io.botstatus.provider;

import org.jspecify.annotations.Nullable;

/** Platforms' texts for people, such as names. Every text is made fit to be stored and shown, and none is refused. */
final class Labels {

    private static final int MAX_CHARACTERS = 100;

    private Labels() {}

    /** The text without unprintable characters, cut at the longest length; null if nothing is left. */
    static @Nullable String of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String shown = text.replaceAll("[\\p{Cc}\\p{Cs}]+", " ").strip();
        if (shown.isEmpty()) {
            return null;
        }
        return shown.codePointCount(0, shown.length()) <= MAX_CHARACTERS
                ? shown
                : shown.substring(0, shown.offsetByCodePoints(0, MAX_CHARACTERS - 1)) + "…";
    }
}
