package io.botstatus.provider;

import org.jspecify.annotations.Nullable;

/** What platforms say for people to read, such as a name: whatever it is, it is made fit to be stored and shown, never refused. */
final class Labels {

    private static final int MAX_CHARACTERS = 100;

    private Labels() {}

    /** The text without what cannot be shown, and cut where it goes on for too long; null if nothing is left. */
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
