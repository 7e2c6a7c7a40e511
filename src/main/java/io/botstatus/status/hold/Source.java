package io.botstatus.status.hold;

import io.botstatus.base.Text;
import io.botstatus.status.Certainty;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger comes from: a message, or nothing but the limit.
 *
 * @param messageId what is reported twice under one id happens once; null if the message has none
 * @param sentBy who wrote, as far as known
 * @param evidence what tells who wrote, for the history; null if a caller only says so
 * @param certainty how sure it is who wrote
 */
public record Source(
        @Nullable String messageId,
        @Nullable String sentBy,
        @Nullable String evidence,
        Certainty certainty) {

    /** Of a trigger without a message. */
    public static final Source NONE = new Source(null, null, null, Certainty.WORD);

    private static final int MAX_TEXT = 200;
    private static final int MAX_EVIDENCE = 500;

    /** Checks every value; throws {@link io.botstatus.base.InvalidValueException} if one cannot be used. */
    public Source {
        messageId = messageId == null ? null : SeenMessages.id("messageId", messageId);
        sentBy = Text.optional("sentBy", sentBy, MAX_TEXT);
        evidence = Text.optional("evidence", evidence, MAX_EVIDENCE);
    }

    /** A message of which a caller says who wrote it. */
    public static Source said(@Nullable String messageId, @Nullable String sentBy) {
        return new Source(messageId, sentBy, null, Certainty.WORD);
    }

    /** The source without the id of its message, which is known already. */
    public Source ofKnownMessage() {
        return new Source(null, sentBy, evidence, certainty);
    }
}
