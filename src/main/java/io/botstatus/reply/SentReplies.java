package io.botstatus.reply;

import io.botstatus.base.InvalidValueException;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.ContactLock;
import io.botstatus.status.Certainty;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Sender;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.SeenMessages;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
 *
 * <p>What a caller says counts for little, since it could lift a person's pause: a reply has at most {@link #MOST_MESSAGES}
 * messages, named within {@link #CLAIM_WINDOW} after the grant, and never one of which a platform proves ({@link
 * Certainty#PROOF}) or a caller has reported ({@link Certainty#WORD}) that a person wrote it. Where the platform proves it later,
 * the id or the text that a caller has named before counts for nothing.
 */
public final class SentReplies {

    /**
     * How far the time of a permit and the time at which the platform says that the message was sent may be apart. Short, since
     * in it a person who writes the very words of a reply before the reply's own echo comes is taken for the bot.
     */
    static final Duration WINDOW = Duration.ofMinutes(2);

    /** How long after the grant a caller may name a message's id, and how far from then the message may have been sent. */
    static final Duration CLAIM_WINDOW = Duration.ofMinutes(5);

    /** As many as platforms make of one reply: a text and its files, or an e-mail that has two ids. */
    static final int MOST_MESSAGES = 5;

    private final SentReplyStore store;
    private final UnpermittedReplies unpermitted;
    private final BotPauses pauses;
    private final ContactStates states;
    private final SeenMessages seen;
    private final ContactLock lock;
    private final Clock clock;

    SentReplies(
            SentReplyStore store,
            UnpermittedReplies unpermitted,
            BotPauses pauses,
            ContactStates states,
            SeenMessages seen,
            ContactLock lock,
            Clock clock) {
        this.store = store;
        this.unpermitted = unpermitted;
        this.pauses = pauses;
        this.states = states;
        this.seen = seen;
        this.lock = lock;
        this.clock = clock;
    }

    /** The same as {@link #sentAs(ContactId, String, String, String)} where callers have no names. */
    public SentReply sentAs(ContactId contact, String replyId, String messageId) {
        return sentAs(contact, replyId, messageId, null);
    }

    /**
     * The bot says as what the platform has sent a granted reply, before or after the platform reports that message. Saying it
     * again changes nothing.
     *
     * @param by which caller says so, for the history; null where callers have no names
     * @throws UnknownReplyException if the reply was never granted
     * @throws InvalidValueException if the message is known as the contact's
     * @throws ClaimRefusedException if a person has written the message, the reply was granted too long ago, or has as many
     *     messages as a reply may have
     */
    public SentReply sentAs(ContactId contact, String replyId, String messageId, @Nullable String by) {
        String reply = SeenMessages.id("replyId", replyId);
        String message = SeenMessages.id("messageId", messageId);
        return lock.inTransaction(() -> {
            // Asked before the lock, which a stranger would get a row by.
            Instant grantedAt =
                    store.grantedAt(contact, reply).orElseThrow(() -> new UnknownReplyException(contact, reply));
            lock.take(contact);
            boolean takenBack = false;
            if (mayBeNamed(contact, reply, message, grantedAt)) {
                String because = "bot, because the bot says that it is its reply " + reply;
                takenBack = own(contact, message, reply, because, new SentReplyStore.Claim(by))
                                .effect()
                        == Effect.RELEASED;
            }
            return new SentReply(
                    reply,
                    store.messages(contact, reply),
                    takenBack,
                    states.of(contact).status());
        });
    }

    /** Whether the message is to be named as this reply; not if it is already. */
    private boolean mayBeNamed(ContactId contact, String reply, String message, Instant grantedAt) {
        SeenMessages.Known known = seen.known(contact, message).orElse(null);
        if (known != null && reply.equals(known.replyId())) {
            return false;
        }
        if (known != null && known.isAPersons()) {
            throw ClaimRefusedException.personWrote(message, known.certainty());
        }
        if (clock.instant().isAfter(grantedAt.plus(CLAIM_WINDOW))) {
            throw ClaimRefusedException.tooLate(reply, grantedAt, CLAIM_WINDOW);
        }
        if (store.messages(contact, reply).size() >= MOST_MESSAGES) {
            throw ClaimRefusedException.tooMany(message, reply, MOST_MESSAGES);
        }
        return true;
    }

    /**
     * Looks whether a message that a platform reports is the bot's own, and if so gives it its effect: none for a reply that
     * was granted, since it was counted then.
     *
     * @param told who wrote it, as far as the platform tells
     * @param certainty how sure that is
     * @param because what tells so
     * @return nothing if it is not known to be the bot's: then it is whose the platform says
     */
    public Optional<OwnMessage> recognize(
            ContactId contact,
            String messageId,
            Echo echo,
            Sender told,
            Certainty certainty,
            String because,
            Instant sentAt) {
        boolean itsOwnWord = told == Sender.BOT || echo.replyId() != null;
        if (certainty == Certainty.PROOF && !itsOwnWord) {
            return Optional.empty(); // neither an id nor a text that a caller has named speaks against it
        }
        SeenMessages.Known known = seen.known(contact, messageId).orElse(null);
        if (known != null && (itsOwnWord ? known.sender() == Sender.BOT : isOneOf(known, sentAt))) {
            return Optional.of(new OwnMessage(
                    "bot, because the message id is one of its own sends",
                    new TriggerOutcome(Effect.DUPLICATE, states.of(contact).status())));
        }
        if (!mayBeTheBots(known, itsOwnWord)
                || (!itsOwnWord && store.open(contact, echo.content(), sentAt).isEmpty())) {
            return Optional.empty();
        }
        return lock.under(contact, () -> {
            if (!mayBeTheBots(seen.known(contact, messageId).orElse(null), itsOwnWord)) {
                return Optional.empty(); // somebody has spoken of it meanwhile
            }
            return itsOwnWord
                    ? Optional.of(asBot(contact, messageId, echo, because, sentAt))
                    : store.open(contact, echo.content(), sentAt)
                            .map(reply -> asReply(contact, messageId, reply, "its text is that of reply " + reply));
        });
    }

    /**
     * Whether a message, of which a platform tells no more than that it went out, is known as one of the bot's own sends. A caller
     * may have made the id up, so for a caller's word the times have to agree.
     *
     * @param sentAt when it was sent, as the platform tells
     */
    public static boolean isOneOf(SeenMessages.Known known, Instant sentAt) {
        return known.sender() == Sender.BOT
                && (!known.certainty().isACallers()
                        || Duration.between(known.seenAt(), sentAt).abs().compareTo(CLAIM_WINDOW) <= 0);
    }

    /** Whether what is known of the message leaves it open that it is the bot's. */
    private static boolean mayBeTheBots(SeenMessages.@Nullable Known known, boolean itsOwnWord) {
        if (known == null) {
            return true;
        }
        return switch (known.sender()) {
            case CONTACT -> false; // whatever is said of it now
            case HUMAN -> known.certainty() != Certainty.PROOF && (itsOwnWord || !known.isAPersons());
            case BOT -> false; // if it counted as such, that has been told
            case WORKFLOW -> true;
        };
    }

    /** What is the bot's by the platform's word or its own. */
    private OwnMessage asBot(ContactId contact, String messageId, Echo echo, String because, Instant sentAt) {
        if (echo.replyId() != null) {
            String tagged = "its metadata names the reply " + echo.replyId();
            if (store.grantedAt(contact, echo.replyId()).isPresent()
                    && store.messages(contact, echo.replyId()).size() < MOST_MESSAGES) {
                return asReply(contact, messageId, echo.replyId(), tagged);
            }
            return counted(contact, messageId, "bot, because " + tagged, sentAt);
        }
        // The platform says that a bot wrote it; of which reply, only the order of things can tell.
        return store.open(contact, echo.content(), sentAt)
                .or(() -> store.oldestOpen(contact, sentAt))
                .map(reply -> new OwnMessage(because, own(contact, messageId, reply, because, null)))
                .orElseGet(() -> counted(contact, messageId, because, sentAt));
    }

    private OwnMessage asReply(ContactId contact, String messageId, String reply, String why) {
        String because = "bot, because " + why;
        return new OwnMessage(because, own(contact, messageId, reply, because, null));
    }

    /** A message that the bot has sent without a permit, or has sent as one more part of a reply. */
    private OwnMessage counted(ContactId contact, String messageId, String because, Instant sentAt) {
        Sender known = sender(contact, messageId);
        if (known == Sender.HUMAN || known == Sender.WORKFLOW) {
            return new OwnMessage(because, pauses.takeBack(contact, messageId, because));
        }
        return new OwnMessage(because, unpermitted.sent(contact, messageId, sentAt, Certainty.GUESS));
    }

    /** The message is the bot's, and is this reply. */
    private TriggerOutcome own(
            ContactId contact, String messageId, String reply, String because, SentReplyStore.@Nullable Claim claim) {
        Sender known = sender(contact, messageId);
        Effect effect = known == Sender.BOT ? Effect.DUPLICATE : Effect.NONE;
        if (known == Sender.CONTACT) {
            throw new InvalidValueException(
                    "messageId", messageId, "the id of a message that the bot has sent; this one is the contact's");
        }
        if (known == Sender.HUMAN || known == Sender.WORKFLOW) {
            effect = pauses.takeBack(contact, messageId, because, claim == null ? null : claim.by())
                    .effect();
        }
        if (known == Sender.BOT && store.wasCounted(contact, messageId)) {
            store.uncount(contact, messageId); // as a message without a permit, before it was known that it had one
        }
        store.link(contact, messageId, reply, claim, clock.instant());
        return new TriggerOutcome(effect, states.of(contact).status());
    }

    private @Nullable Sender sender(ContactId contact, String messageId) {
        return seen.known(contact, messageId).map(SeenMessages.Known::sender).orElse(null);
    }

    /**
     * A message that is the bot's own.
     *
     * @param because what tells so, in the words of the history
     */
    public record OwnMessage(String because, TriggerOutcome outcome) {

        /** Whether a pause was taken back that it had brought about before. */
        public boolean tookPauseBack() {
            return outcome.effect() == Effect.RELEASED;
        }
    }
}
