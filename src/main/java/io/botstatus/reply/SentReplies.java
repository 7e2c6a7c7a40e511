package io.botstatus.reply;

import io.botstatus.process.BotPauses;
import io.botstatus.process.Transactions;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Effect;
import io.botstatus.status.Holds;
import io.botstatus.status.InvalidValueException;
import io.botstatus.status.Repeat;
import io.botstatus.status.SeenMessages;
import io.botstatus.status.Sender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Knows the bot's own messages when they come back from a platform. A message that comes back is the bot's
 *
 * <ol>
 *   <li>if its id is one that the bot has named, or the platform before: that is all that is asked then;
 *   <li>if it carries the id of a reply;
 *   <li>if its text is that of a reply granted within {@link #WINDOW} of the time at which it was sent, whose own message has
 *       not come yet.
 * </ol>
 *
 * <p>Each reply is the answer to one message only, so a person who writes the same words after the bot is still a person. An
 * echo that was taken for a person's before any of this could be known has paused the bot; as soon as it is known, that is taken
 * back. All of it happens under the contact's lock, in any order of permit, echo and id. Thread-safe.
 */
public final class SentReplies {

    /**
     * How far the time of a permit and the time at which the platform says that the message was sent may be apart. Short, since
     * in it a person who writes the very words of a reply before the reply's own echo comes is taken for the bot.
     */
    static final Duration WINDOW = Duration.ofMinutes(2);

    private final SentReplyStore store;
    private final ReplyPermits permits;
    private final BotPauses pauses;
    private final Holds holds;
    private final ContactStates states;
    private final SeenMessages seen;
    private final Transactions transactions;
    private final Clock clock;

    SentReplies(
            SentReplyStore store,
            ReplyPermits permits,
            BotPauses pauses,
            Holds holds,
            ContactStates states,
            SeenMessages seen,
            Transactions transactions,
            Clock clock) {
        this.store = store;
        this.permits = permits;
        this.pauses = pauses;
        this.holds = holds;
        this.states = states;
        this.seen = seen;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The bot says as what the platform has sent a granted reply, before or after the platform reports that message.
     *
     * @throws UnknownReplyException if the reply was never granted
     * @throws InvalidValueException if the message is known as the contact's
     */
    public SentReply sentAs(ContactId contact, String replyId, String messageId) {
        String reply = SeenMessages.id("replyId", replyId);
        String message = SeenMessages.id("messageId", messageId);
        return transactions.run(() -> {
            if (!store.granted(contact, reply)) {
                throw new UnknownReplyException(
                        contact, reply); // asked before the lock, which a stranger would get a row by
            }
            holds.lock(contact);
            String because = "bot, because the bot says that it is its reply " + reply;
            boolean takenBack = own(contact, message, reply, because).effect() == Effect.RELEASED;
            return new SentReply(
                    reply,
                    store.messages(contact, reply),
                    takenBack,
                    states.of(contact).status());
        });
    }

    /**
     * Looks whether a message that a platform reports is the bot's own, and if so gives it its effect: none for a reply that
     * was granted, since it was counted then.
     *
     * @param told who wrote it, as far as the platform tells
     * @param because what tells so
     * @return nothing if it is not known to be the bot's: then it is whose the platform says
     */
    public Optional<OwnMessage> recognize(
            ContactId contact, String messageId, Echo echo, Sender told, String because, Instant sentAt) {
        Sender known = seen.sender(contact, messageId).orElse(null);
        if (known == Sender.BOT) {
            return Optional.of(new OwnMessage(
                    "bot, because the message id is one of its own sends",
                    new Repeat(Effect.DUPLICATE, states.of(contact).status())));
        }
        if (known == Sender.CONTACT) {
            return Optional.empty(); // whatever is said of it now
        }
        if (told != Sender.BOT
                && echo.replyId() == null
                && store.open(contact, echo.content(), sentAt).isEmpty()) {
            return Optional.empty();
        }
        return transactions.run(() -> {
            holds.lock(contact);
            return told == Sender.BOT || echo.replyId() != null
                    ? Optional.of(asBot(contact, messageId, echo, because, sentAt))
                    : store.open(contact, echo.content(), sentAt)
                            .map(reply -> asReply(contact, messageId, reply, "its text is that of reply " + reply));
        });
    }

    /** What is the bot's by the platform's word or its own. */
    private OwnMessage asBot(ContactId contact, String messageId, Echo echo, String because, Instant sentAt) {
        if (echo.replyId() != null) {
            String tagged = "its metadata names the reply " + echo.replyId();
            if (store.granted(contact, echo.replyId())) {
                return asReply(contact, messageId, echo.replyId(), tagged);
            }
            return counted(contact, messageId, "bot, because " + tagged, sentAt);
        }
        // The platform says that a bot wrote it; of which reply, only the order of things can tell.
        return store.open(contact, echo.content(), sentAt)
                .or(() -> store.oldestOpen(contact, sentAt))
                .map(reply -> new OwnMessage(because, own(contact, messageId, reply, because)))
                .orElseGet(() -> counted(contact, messageId, because, sentAt));
    }

    private OwnMessage asReply(ContactId contact, String messageId, String reply, String why) {
        String because = "bot, because " + why;
        return new OwnMessage(because, own(contact, messageId, reply, because));
    }

    /** A message that the bot has sent without a permit, or has sent as one more part of a reply. */
    private OwnMessage counted(ContactId contact, String messageId, String because, Instant sentAt) {
        Sender known = seen.sender(contact, messageId).orElse(null);
        if (known == Sender.HUMAN || known == Sender.WORKFLOW) {
            return new OwnMessage(because, pauses.takeBack(contact, messageId, because));
        }
        return new OwnMessage(because, permits.sent(contact, messageId, sentAt));
    }

    /** The message is the bot's, and is this reply. */
    private Repeat own(ContactId contact, String messageId, String reply, String because) {
        Sender known = seen.sender(contact, messageId).orElse(null);
        Effect effect = known == Sender.BOT ? Effect.DUPLICATE : Effect.NONE;
        if (known == Sender.CONTACT) {
            throw new InvalidValueException(
                    "messageId", messageId, "the id of a message that the bot has sent; this one is the contact's");
        }
        if (known == Sender.HUMAN || known == Sender.WORKFLOW) {
            effect = pauses.takeBack(contact, messageId, because).effect();
        }
        if (known == Sender.BOT && store.wasCounted(contact, messageId)) {
            store.uncount(contact, messageId); // as a message without a permit, before it was known that it had one
        }
        store.link(contact, messageId, reply, clock.instant());
        return new Repeat(effect, states.of(contact).status());
    }

    /**
     * A message that is the bot's own.
     *
     * @param because what tells so, in the words of the history
     */
    public record OwnMessage(String because, Repeat outcome) {

        /** Whether a pause was taken back that it had brought about before. */
        public boolean tookPauseBack() {
            return outcome.effect() == Effect.RELEASED;
        }
    }
}
