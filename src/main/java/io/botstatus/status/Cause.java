package io.botstatus.status;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.LowerCaseEnum;
import io.botstatus.base.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a bot must keep quiet: a {@link KnownCause} or a builder's own word. A contact has at most one hold of a cause. */
public record Cause(String word) {

    // Stands first, because the constants below are checked with it.
    private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    public static final Cause MANUAL_MESSAGE = of(KnownCause.MANUAL_MESSAGE);
    public static final Cause WORKFLOW_MESSAGE = of(KnownCause.WORKFLOW_MESSAGE);
    public static final Cause MESSAGE_LIMIT = of(KnownCause.MESSAGE_LIMIT);
    public static final Cause WORKFLOW_ACTION = of(KnownCause.WORKFLOW_ACTION);
    public static final Cause MANUAL_CHANGE = of(KnownCause.MANUAL_CHANGE);
    public static final Cause OPT_OUT = of(KnownCause.OPT_OUT);

    /**
     * A contact has at most this many holds with builders' own causes. A person cannot tell more of them apart, and every list of
     * them stays short.
     */
    public static final int MOST_OWN = 20;

    /**
     * Checks the value.
     *
     * @throws InvalidValueException unless the word is 1 to 40 of a-z, 0-9 and _, beginning with a letter
     */
    public Cause {
        if (!ALLOWED.matcher(word).matches()) {
            throw InvalidValueException.ofList(
                    "cause",
                    word,
                    "1 to 40 characters of a-z, 0-9 and _, beginning with a letter",
                    LowerCaseEnum.words(KnownCause.class));
        }
    }

    private static Cause of(KnownCause known) {
        return new Cause(known.word());
    }

    /** A cause that a status request may state: not one that only a message or the limit can bring about. */
    public static Cause ofRequest(@Nullable Object word) {
        if (word == null) {
            return WORKFLOW_ACTION;
        }
        Cause cause = new Cause(Text.required("cause", word, 40));
        if (cause.isAutomatic()) {
            throw new InvalidValueException(
                    "cause",
                    word,
                    "workflow_action, manual_change or a word of your own; this one belongs to a message or the limit");
        }
        return cause;
    }

    /** All causes that the plugin knows. */
    public static List<Cause> known() {
        return Arrays.stream(KnownCause.values()).map(Cause::of).toList();
    }

    /** The causes whose holds survive a workflow that sets the bot active, unless it overrides. */
    public static List<Cause> keptByWorkflows() {
        return known().stream().filter(Cause::isKeptByWorkflows).toList();
    }

    private Optional<KnownCause> facts() {
        return KnownCause.of(word);
    }

    /** The message that starts {@code bot-pause} for this cause; nothing if only a status request does. */
    public Optional<String> messageName() {
        return facts().flatMap(KnownCause::messageName);
    }

    /** Who brings it about: of a builder's own word, a workflow. */
    public Sender sender() {
        return facts().map(KnownCause::sender).orElse(Sender.WORKFLOW);
    }

    /** Brought about by a message or the limit: adds or extends its own hold and touches no other. */
    public boolean isAutomatic() {
        return messageName().isPresent();
    }

    /** Brought about by a message to the contact that is not the bot's. */
    public boolean isMessage() {
        return isAutomatic() && sender() != Sender.BOT;
    }

    /** Whether it is a builder's own word. There may be any number of these. */
    public boolean isOwn() {
        return facts().isEmpty();
    }

    /** Survives a workflow that sets the bot active, unless it overrides. */
    public boolean isKeptByWorkflows() {
        return facts().map(KnownCause::isKeptByWorkflows).orElse(false);
    }

    /** Why the bot keeps quiet, in words for people. */
    String tell(@Nullable String setBy) {
        return facts().map(known -> known.tell(setBy))
                .orElseGet(() -> (setBy == null ? "a workflow" : setBy) + " asked for it as " + word);
    }

    /** The refusal of a hold with this cause: the contact already has {@link #MOST_OWN} holds with builders' own causes. */
    public InvalidValueException isOneTooMany() {
        return new InvalidValueException(
                "cause",
                word,
                "at most " + MOST_OWN
                        + " causes of your own at a time for one contact, which has as many; replace one of"
                        + " them by the same cause, or set the contact active first");
    }

    @Override
    public String toString() {
        return word;
    }
}
