package io.botstatus.message;

import io.botstatus.process.BotPauses;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Effect;
import io.botstatus.status.Repeat;
import io.botstatus.status.SeenMessages;
import io.botstatus.status.Sender;
import java.time.Clock;

/** Takes reports of messages and does what follows from who wrote. Thread-safe. */
public final class Messages {

    private final BotPauses pauses;
    private final ReplyPermits permits;
    private final SeenMessages seen;
    private final ContactStates states;
    private final Clock clock;

    Messages(BotPauses pauses, ReplyPermits permits, SeenMessages seen, ContactStates states, Clock clock) {
        this.pauses = pauses;
        this.permits = permits;
        this.seen = seen;
        this.states = states;
        this.clock = clock;
    }

    /** Has its effect once for each message id, however often and on however many nodes it is reported. */
    public Report report(Message message) {
        return Report.of(
                switch (message.sender()) {
                    case HUMAN -> pauses.report(message.trigger(Cause.MANUAL_MESSAGE));
                    case WORKFLOW -> pauses.report(message.trigger(Cause.WORKFLOW_MESSAGE));
                    case BOT -> permits.sent(message.contact(), message.messageId(), message.sentAt());
                    case CONTACT -> note(message);
                });
    }

    /** The contact's own message never changes anything: neither does it pause the bot nor does it end a pause. */
    private Repeat note(Message message) {
        boolean news = seen.add(message.contact(), message.messageId(), Sender.CONTACT, clock.instant());
        return new Repeat(
                news ? Effect.NONE : Effect.DUPLICATE,
                states.of(message.contact()).status());
    }
}
