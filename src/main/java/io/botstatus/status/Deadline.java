package io.botstatus.status;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Compares deadlines. Null is the latest one: it never comes. */
public final class Deadline {

    private Deadline() {}

    public static @Nullable Instant latest(@Nullable Instant a, @Nullable Instant b) {
        return a == null || b == null ? null : a.isAfter(b) ? a : b;
    }

    public static @Nullable Instant earliest(@Nullable Instant a, @Nullable Instant b) {
        return a == null ? b : b == null ? a : a.isBefore(b) ? a : b;
    }

    /** When a contact with these live holds becomes active; null if it has none, or if one has no end. */
    public static @Nullable Instant ofContact(Collection<Hold> live) {
        Instant latest = Instant.MIN;
        for (Hold hold : live) {
            if (hold.until() == null) {
                return null;
            }
            latest = hold.until().isAfter(latest) ? hold.until() : latest;
        }
        return live.isEmpty() ? null : latest;
    }
}
