package io.botstatus.status;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Explains to a person in one or two sentences why the bot is silent. */
final class Explanation {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Orders holds by how firmly they silence the bot: hard ones first, then the latest deadline. */
    private static final Comparator<Hold> FIRMEST = Comparator.comparing(Hold::status)
            .thenComparing(hold -> hold.until() == null ? Instant.MAX : hold.until())
            .thenComparing(Comparator.comparing(Hold::since).reversed());

    private Explanation() {}

    static String of(ContactState state) {
        return mode(state)
                + state.holds().stream()
                        .max(FIRMEST)
                        .map(hold -> silence(hold) + " " + end(state, hold))
                        .orElse(
                                state.mode() == BotMode.AUTO_PILOT
                                        ? "The bot answers this contact: nothing holds it back."
                                        : "Nothing else holds it back from this contact.");
    }

    /** What holds every contact's bot back; empty if nothing does. */
    private static String mode(ContactState state) {
        return switch (state.mode()) {
            case OFF -> "The bot answers nobody, because the bot mode is off. ";
            case SUGGESTIVE -> "The bot only drafts replies for people, because the bot mode is suggestive. ";
            case AUTO_PILOT -> "";
        };
    }

    private static String silence(Hold hold) {
        String reason = hold.reason() == null ? "" : " (" + hold.reason() + ")";
        return "The bot is " + hold.status().word() + " since " + TIME.format(hold.since()) + " because "
                + hold.cause().tell(hold.setBy()) + reason + ".";
    }

    private static String end(ContactState state, Hold first) {
        String others = state.holds().stream()
                .map(Hold::cause)
                .filter(cause -> !cause.equals(first.cause()))
                .map(Cause::word)
                .collect(Collectors.joining(", "));
        return byItself(state) + (others.isEmpty() ? "." : "; these hold it back as well: " + others + ".");
    }

    private static String byItself(ContactState state) {
        Instant reactivateAt = state.reactivateAt();
        boolean kept = state.holds().stream().map(Hold::cause).anyMatch(Cause::isKeptByWorkflows);
        String who = kept ? "a person" : "somebody";
        return reactivateAt == null
                ? "It stays silent until " + who + " sets the status to active"
                : "It answers again by itself at " + TIME.format(reactivateAt) + ", or at once when " + who
                        + " sets the status to active";
    }
}
