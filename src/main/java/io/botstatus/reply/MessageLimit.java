package io.botstatus.reply;

import io.botstatus.pause.BotPauses;
import io.botstatus.status.ContactState;
import io.botstatus.status.Settings;
import io.botstatus.status.SettingsStore;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Instant;

/**
 * How many replies the bot may send to a contact in a window of time. The window begins with the first reply that is counted; the
 * reply that uses the limit up closes it and pauses the bot. Under the contact's lock.
 */
final class MessageLimit {

    private final PermitStore store;
    private final BotPauses pauses;
    private final SettingsStore settings;

    MessageLimit(PermitStore store, BotPauses pauses, SettingsStore settings) {
        this.store = store;
        this.pauses = pauses;
        this.settings = settings;
    }

    /** The limit and its window, as they are set now. */
    Settings rules() {
        return settings.read();
    }

    /** Counts one reply more, with what that brings about. */
    TriggerOutcome count(ContactState state, Settings rules, Instant at) {
        Instant start = windowStart(state, rules, at);
        int used = state.replies().used() + 1;
        if (used >= rules.messageLimit()) {
            return reached(state, rules, start);
        }
        store.count(state.contact(), used, start);
        return new TriggerOutcome(Effect.NONE, state.status());
    }

    /** Closes the window and pauses the bot. */
    TriggerOutcome reached(ContactState state, Settings rules, Instant windowStart) {
        store.closeWindow(state.contact());
        return pauses.limitReached(state.contact(), rules, windowStart);
    }

    /** When the open window began; a moment given if none is open. */
    static Instant windowStart(ContactState state, Settings rules, Instant otherwise) {
        Instant end = state.replies().windowEndsAt();
        return end == null ? otherwise : end.minus(rules.messageLimitWindow());
    }
}
