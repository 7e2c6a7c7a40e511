package io.botstatus.web.contact;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.botstatus.reply.ContentHash;
import io.botstatus.reply.ReplyRequest;
import io.botstatus.web.Body;
import io.botstatus.web.WholeNumber;
import org.jspecify.annotations.Nullable;

/** The bot's question before a reply. A hash of the text identifies the message when it comes back. */
record ReplyBody(
        @Nullable String replyId,

        @JsonDeserialize(using = WholeNumber.class) @Nullable
        Long epoch,

        @Nullable String answers,
        @Nullable String text)
        implements Body {

    ReplyRequest request() {
        return new ReplyRequest(
                Body.required("replyId", replyId, "the bot's own id of the reply"),
                epoch,
                answers,
                ContentHash.of("text", text));
    }
}
