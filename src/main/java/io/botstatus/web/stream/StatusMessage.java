package io.botstatus.web.stream;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.botstatus.status.BotEvent;
import io.botstatus.status.ContactState;
import io.botstatus.web.contact.EventView;
import io.botstatus.web.contact.StateView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message to an open panel, as JSON.
 *
 * @param at the server's time, by which the panel counts down
 * @param state the present state
 * @param change the event; null if the state is sent for another reason: the stream begins, a deadline has passed, the settings
 *     have changed
 */
record StatusMessage(
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
        StateView state,
        @Nullable EventView change) {

    static StatusMessage of(Instant at, ContactState state, @Nullable BotEvent change) {
        return new StatusMessage(at, StateView.of(state), change == null ? null : EventView.of(change));
    }
}
