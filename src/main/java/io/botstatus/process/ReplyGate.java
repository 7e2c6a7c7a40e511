package io.botstatus.process;

import io.botstatus.status.ContactId;
import io.botstatus.status.InvalidValueException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who answers a flow that wants to send a message: the room of reply permits, which this room doesn't know. */
public interface ReplyGate {

    /**
     * Asks for one reply, and counts it if it is granted.
     *
     * @param replyId the same if it is asked for again
     * @param epoch the epoch that the flow saw; null: it doesn't say
     * @return why it is refused, in the word of the HTTP API; nothing if it is granted
     */
    Optional<String> refusal(ContactId contact, String replyId, @Nullable Long epoch);

    /**
     * Reads the epoch that a flow names; null if it names none.
     *
     * @throws InvalidValueException unless it is a whole number
     */
    static @Nullable Long epoch(@Nullable Object value) {
        if (value == null || value.equals("")) {
            return null;
        }
        try {
            return Long.valueOf(value.toString());
        } catch (NumberFormatException e) {
            throw new InvalidValueException(BotVariables.EPOCH, value, "the botEpoch that checkContactBot gave");
        }
    }
}
