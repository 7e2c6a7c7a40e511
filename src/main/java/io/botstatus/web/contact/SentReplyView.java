package io.botstatus.web.contact;

import io.botstatus.reply.SentReply;
import java.util.List;

/** A reply and the platform's ids of it, as JSON. */
record SentReplyView(String replyId, List<String> messageIds, boolean pauseTakenBack, String botStatus) {

    static SentReplyView of(SentReply reply) {
        return new SentReplyView(
                reply.replyId(),
                reply.messageIds(),
                reply.pauseTakenBack(),
                reply.status().word());
    }
}
