package io.botstatus.status;

import io.botstatus.base.LowerCaseEnum;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The causes that the plugin itself knows, each with all its facts. A cause that is added here is known everywhere. */
public enum KnownCause implements LowerCaseEnum {

    /** A person wrote to the contact by hand. */
    MANUAL_MESSAGE(
            MessageNames.MANUAL_MESSAGE_SENT, Sender.HUMAN, false, "%s wrote to the contact by hand", "a person"),
    /** A workflow wrote to the contact. */
    WORKFLOW_MESSAGE(
            MessageNames.WORKFLOW_MESSAGE_SENT, Sender.WORKFLOW, false, "%s wrote to the contact", "a workflow"),
    /** The bot sent as many replies as it may. */
    MESSAGE_LIMIT(MessageNames.MESSAGE_LIMIT_REACHED, Sender.BOT, false, "the message limit was reached", ""),
    /** A workflow asked for it. */
    WORKFLOW_ACTION(null, Sender.WORKFLOW, false, "%s asked for it", "a workflow"),
    /** A person set the status. */
    MANUAL_CHANGE(null, Sender.HUMAN, true, "%s set the status", "a person"),
    /** The contact wants no bot: a workflow lifts it only with override. */
    OPT_OUT(null, Sender.WORKFLOW, true, "%s asked for it as opt_out", "a workflow");

    private static final Map<String, KnownCause> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(KnownCause::word, Function.identity()));

    private final @Nullable String messageName;
    private final Sender sender;
    private final boolean isKeptByWorkflows;
    private final String sentence;
    private final String someone;

    /**
     * All facts of a cause.
     *
     * @param messageName the message that starts {@code bot-pause} for it; null if only a status request does
     * @param sender who brings it about
     * @param isKeptByWorkflows whether its hold survives a workflow that sets the bot active without override
     * @param sentence why the bot keeps quiet, for people, with %s for who brought it about
     * @param someone who brought it about where that is not known
     */
    KnownCause(
            @Nullable String messageName, Sender sender, boolean isKeptByWorkflows, String sentence, String someone) {
        this.messageName = messageName;
        this.sender = sender;
        this.isKeptByWorkflows = isKeptByWorkflows;
        this.sentence = sentence;
        this.someone = someone;
    }

    static Optional<KnownCause> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    Optional<String> messageName() {
        return Optional.ofNullable(messageName);
    }

    Sender sender() {
        return sender;
    }

    boolean isKeptByWorkflows() {
        return isKeptByWorkflows;
    }

    /** Why the bot keeps quiet, in words for people. */
    String tell(@Nullable String setBy) {
        return sentence.formatted(setBy == null ? someone : setBy);
    }

    /** The messages that start {@code bot-pause}, each for one cause. */
    public static final class MessageNames {

        public static final String MANUAL_MESSAGE_SENT = "bot.manualMessageSent";
        public static final String WORKFLOW_MESSAGE_SENT = "bot.workflowMessageSent";
        public static final String MESSAGE_LIMIT_REACHED = "bot.messageLimitReached";

        private MessageNames() {}
    }
}
