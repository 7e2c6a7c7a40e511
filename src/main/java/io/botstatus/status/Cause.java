package io.botstatus.status;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.Text;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a bot must keep quiet: one of the known causes or a builder's own word. A contact has at most one hold of a cause. */
public record Cause(String word) {

    // Stands first, because the constants below are checked with it.
    private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    /** A person wrote to the contact by hand. */
    public static final Cause MANUAL_MESSAGE = new Cause("manual_message");
    /** A workflow wrote to the contact. */
    public static final Cause WORKFLOW_MESSAGE = new Cause("workflow_message");
    /** The bot has sent as many replies as the limit allows. */
    public static final Cause MESSAGE_LIMIT = new Cause("message_limit");
    /** A workflow requested the status. */
    public static final Cause WORKFLOW_ACTION = new Cause("workflow_action");
    /** A person set the status. */
    public static final Cause MANUAL_CHANGE = new Cause("manual_change");
    /** The contact wants no bot: a workflow lifts it only with override. */
    public static final Cause OPT_OUT = new Cause("opt_out");

    /**
     * A contact has at most this many holds with builders' own causes. A person cannot tell more of them apart, and every list of
     * them stays short.
     */
    public static final int MOST_OWN = 20;

    private static final Set<Cause> KNOWN =
            Set.of(MANUAL_MESSAGE, WORKFLOW_MESSAGE, MESSAGE_LIMIT, WORKFLOW_ACTION, MANUAL_CHANGE, OPT_OUT);
    private static final Set<Cause> AUTOMATIC = Set.of(MANUAL_MESSAGE, WORKFLOW_MESSAGE, MESSAGE_LIMIT);
    private static final Set<Cause> KEPT_BY_WORKFLOWS = Set.of(MANUAL_CHANGE, OPT_OUT);

    /**
     * Checks the value.
     *
     * @throws InvalidValueException unless the word is 1 to 40 of a-z, 0-9 and _, beginning with a letter
     */
    public Cause {
        if (!ALLOWED.matcher(word).matches()) {
            throw new InvalidValueException(
                    "cause", word, "1 to 40 characters of a-z, 0-9 and _, beginning with a letter");
        }
    }

    /** Reads the cause of a status request. A cause that only a message or the message limit can bring about is refused. */
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

    /** Whether a message or the limit brings it about. Such a hold is added or extended and changes no other hold. */
    public boolean isAutomatic() {
        return AUTOMATIC.contains(this);
    }

    /** Whether it is a builder's own word. There may be any number of these. */
    public boolean isOwn() {
        return !KNOWN.contains(this);
    }

    public static String[] known() {
        return KNOWN.stream().map(Cause::word).toArray(String[]::new);
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

    /** Whether it survives when a workflow sets the bot active without override. */
    public boolean isKeptByWorkflows() {
        return KEPT_BY_WORKFLOWS.contains(this);
    }

    public static String[] keptByWorkflows() {
        return KEPT_BY_WORKFLOWS.stream().map(Cause::word).toArray(String[]::new);
    }

    @Override
    public String toString() {
        return word;
    }
}
