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
 * Recognizes the bot's own messages when a platform sends them back. Such a message is the bot's
 *
 * <ol>
 *   <li>if the bot has claimed its id, or the platform has reported it as the bot's before: then nothing else is checked;
 *   <li>if it carries the id of a reply;
 *   <li>if its text is that of a reply granted within {@link #WINDOW} of the time at which it was sent, whose own message has not
 *       come yet.
 * </ol>
 *
 * <p>Each reply matches one message only, so a person who writes the same words after the bot is still a person. An echo may come
 * before any of this is known, count as a person's and pause the bot. Once it is recognized, that pause is taken back. All of it
 * happens under the contact's lock, in any order of permit, echo and id. Thread-safe.
 *
 * <p>A caller's claim has limits, since it could lift a person's pause. A reply has at most {@link #MOST_MESSAGES} messages,
 * claimed within {@link #CLAIM_WINDOW} after the grant. A claim never outweighs a platform's {@link Certainty#PROOF} or a caller's
 * report ({@link Certainty#WORD}) that a person wrote the message. If the platform proves it later, an earlier claim of the id or
 * the text has no effect.
 */
public final class SentReplies {

    /**
     * How far the time of a permit and the platform's time of the message may be apart. It is short: a person who writes the very
     * words of a reply within it, before the reply's own echo, counts as the bot.
     */
    static final Duration WINDOW = Duration.ofMinutes(2);

    /** How long after the grant a caller may claim a message, and how far from the claim the message may have been sent. */
    static final Duration CLAIM_WINDOW = Duration.ofMinutes(5);

    /** The most messages that platforms make of one reply: a text and its files, or an e-mail that has two ids. */
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

    /** Claims a message as {@link #sentAs(ContactId, String, String, String)} does, for callers without names. */
    public SentReply sentAs(ContactId contact, String replyId, String messageId) {
        return sentAs(contact, replyId, messageId, null);
    }

    /**
     * Claims the platform's message that carries a granted reply, before or after the platform reports it. The claim is idempotent.
     *
     * @param by the caller, for the history; null where callers have no names
     * @throws UnknownReplyException if the reply was never granted
     * @throws InvalidValueException if the message is known as the contact's
     * @throws ClaimRefusedException if a person has written the message, the reply was granted too long ago, or it has
     *     {@link #MOST_MESSAGES} messages
     */
    public SentReply sentAs(ContactId named, String replyId, String messageId, @Nullable String by) {
        String reply = SeenMessages.id("replyId", replyId);
        String message = SeenMessages.id("messageId", messageId);
        return lock.inTransaction(() -> {
            // Asked before the lock, which a stranger would get a row by.
            Instant grantedAt = store.grantedAt(states.canonical(named), reply)
                    .orElseThrow(() -> new UnknownReplyException(named, reply));
            ContactId contact = lock.take(named);
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

    /** Whether the message may be claimed as this reply; false if it is this reply already. */
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
     * Decides whether a message that a platform reports is the bot's own, and if so gives it its effect. A granted reply has none,
     * since the grant counted it.
     *
     * @param told the author, as far as the platform tells
     * @param certainty how sure that is
     * @param because the evidence
     * @return empty if the message is not known as the bot's: then the platform's author counts
     */
    public Optional<OwnMessage> recognize(
            ContactId named,
            String messageId,
            Echo echo,
            Sender told,
            Certainty certainty,
            String because,
            Instant sentAt) {
        boolean itsOwnWord = told == Sender.BOT || echo.replyId() != null;
        if (certainty == Certainty.PROOF && !itsOwnWord) {
            return Optional.empty(); // neither a claimed id nor a claimed text outweighs it
        }
        ContactId glance = states.canonical(named);
        SeenMessages.Known known = seen.known(glance, messageId).orElse(null);
        if (known != null && (itsOwnWord ? known.sender() == Sender.BOT : isOneOf(known, sentAt))) {
            return Optional.of(new OwnMessage(
                    "bot, because the message id is one of its own sends",
                    new TriggerOutcome(Effect.DUPLICATE, states.of(glance).status())));
        }
        if (!mayBeTheBots(known, itsOwnWord)
                || (!itsOwnWord && store.open(glance, echo.content(), sentAt).isEmpty())) {
            return Optional.empty();
        }
        return lock.under(named, contact -> {
            if (!mayBeTheBots(seen.known(contact, messageId).orElse(null), itsOwnWord)) {
                return Optional.empty(); // it was reported meanwhile
            }
            return itsOwnWord
                    ? Optional.of(asBot(contact, messageId, echo, because, sentAt))
                    : store.open(contact, echo.content(), sentAt)
                            .map(reply -> asReply(contact, messageId, reply, "its text is that of reply " + reply));
        });
    }

    /**
     * Whether a message, of which the platform says only that it went out, is known as one of the bot's own. A caller may have
     * invented the id, so its claim counts only if the times agree.
     *
     * @param sentAt when it was sent, as the platform tells
     */
    public static boolean isOneOf(SeenMessages.Known known, Instant sentAt) {
        return known.sender() == Sender.BOT
                && (!known.certainty().isACallers()
                        || Duration.between(known.seenAt(), sentAt).abs().compareTo(CLAIM_WINDOW) <= 0);
    }

    /** Whether the message may still be the bot's, by what is stored about it. */
    private static boolean mayBeTheBots(SeenMessages.@Nullable Known known, boolean itsOwnWord) {
        if (known == null) {
            return true;
        }
        return switch (known.sender()) {
            case CONTACT -> false; // a later report changes nothing
            case HUMAN -> known.certainty() != Certainty.PROOF && (itsOwnWord || !known.isAPersons());
            case BOT -> false; // its reply is recorded already
            case WORKFLOW -> true;
        };
    }

    /** A message that the platform or the bot itself reports as the bot's. */
    private OwnMessage asBot(ContactId contact, String messageId, Echo echo, String because, Instant sentAt) {
        if (echo.replyId() != null) {
            String tagged = "its metadata names the reply " + echo.replyId();
            if (store.grantedAt(contact, echo.replyId()).isPresent()
                    && store.messages(contact, echo.replyId()).size() < MOST_MESSAGES) {
                return asReply(contact, messageId, echo.replyId(), tagged);
            }
            return counted(contact, messageId, "bot, because " + tagged, sentAt);
        }
        // The platform says that a bot wrote it. Only the order of grants can tell which reply it is.
        return store.open(contact, echo.content(), sentAt)
                .or(() -> store.oldestOpen(contact, sentAt))
                .map(reply -> new OwnMessage(because, own(contact, messageId, reply, because, null)))
                .orElseGet(() -> counted(contact, messageId, because, sentAt));
    }

    private OwnMessage asReply(ContactId contact, String messageId, String reply, String why) {
        String because = "bot, because " + why;
        return new OwnMessage(because, own(contact, messageId, reply, because, null));
    }

    /** Counts a message that the bot has sent without a permit, or as one more part of a reply. */
    private OwnMessage counted(ContactId contact, String messageId, String because, Instant sentAt) {
        Sender known = sender(contact, messageId);
        if (known == Sender.HUMAN || known == Sender.WORKFLOW) {
            return new OwnMessage(because, pauses.takeBack(contact, messageId, because));
        }
        return new OwnMessage(because, unpermitted.sent(contact, messageId, sentAt, Certainty.GUESS));
    }

    /** Records the message as this reply, and takes back the pause that it caused, if any. */
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
            store.uncount(contact, messageId); // it was counted before its permit was known
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
     * @param because the evidence, in the words of the history
     */
    public record OwnMessage(String because, TriggerOutcome outcome) {

        /** Whether a pause that it had caused was taken back. */
        public boolean tookPauseBack() {
            return outcome.effect() == Effect.RELEASED;
        }
    }
}
