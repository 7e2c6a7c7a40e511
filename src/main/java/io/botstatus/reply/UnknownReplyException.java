package io.botstatus.reply;

import io.botstatus.status.ContactId;

/** A call names a reply that was never granted. Nothing was changed. */
public final class UnknownReplyException extends RuntimeException {

    UnknownReplyException(ContactId contact, String replyId) {
        super(
                "replyId is '%s', and no reply of this id was granted for contact '%s'. Ask for it first: POST .../replies."
                        .formatted(replyId, contact));
    }
}
