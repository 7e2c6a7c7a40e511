package io.botstatus.delegates;

import io.botstatus.base.Text;
import io.botstatus.pause.BotVariables;
import io.botstatus.pause.ContactVariables;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactState;
import io.botstatus.status.ContactStates;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * The bean {@code contactBots} for conditions in models, as in {@code ${contactBots.responding(contactId)}}. Each call reads the
 * database and changes nothing; contact ids are texts or numbers. A value that cannot be used fails the expression.
 */
public final class ContactBots {

    private final ContactStates states;

    ContactBots(ContactStates states) {
        this.states = states;
    }

    /** Whether the bot may answer right now: it is active, and the bot mode is auto_pilot. */
    public boolean responding(@Nullable Object contactId) {
        return state(contactId).responding();
    }

    /** {@code active}, {@code snoozed} or {@code inactive}. */
    public String status(@Nullable Object contactId) {
        return state(contactId).status().word();
    }

    /** When the bot becomes active without a person, for a timer; null if it is active, or stays silent until released. */
    public @Nullable Date reactivateAt(@Nullable Object contactId) {
        ContactState state = state(contactId);
        return state.status() == BotStatus.ACTIVE ? null : BotVariables.timer(state.reactivateAt());
    }

    /** Whether a live hold has this cause, for example {@code manual_message}. */
    public boolean pausedBy(@Nullable Object contactId, @Nullable Object cause) {
        Cause asked = new Cause(Text.required(BotVariables.CAUSE, cause, 40));
        return state(contactId).holds().stream().anyMatch(hold -> hold.cause().equals(asked));
    }

    private ContactState state(@Nullable Object contactId) {
        return states.of(ContactVariables.id(contactId));
    }
}
