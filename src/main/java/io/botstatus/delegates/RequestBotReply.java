package io.botstatus.delegates;

import io.botstatus.base.InvalidValueException;
import io.botstatus.engine.Executions;
import io.botstatus.pause.BotVariables;
import io.botstatus.pause.ContactVariables;
import io.botstatus.pause.InputErrors;
import io.botstatus.pause.Trigger;
import io.botstatus.reply.Refusal;
import io.botstatus.reply.ReplyPermit;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.SeenMessages;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;

/**
 * The delegate {@code requestBotReply}. It asks whether this flow may send an automated message to the contact now, and counts a
 * granted one.
 */
public final class RequestBotReply implements JavaDelegate {

    private final ReplyPermits permits;

    RequestBotReply(ReplyPermits permits) {
        this.permits = permits;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ContactId contact = InputErrors.refusedInModel(execution, () -> ContactVariables.named(execution));
        Map<String, Object> inputs = Executions.inputs(execution);
        String replyId = InputErrors.refusedInModel(execution, () -> replyId(execution, inputs));
        Long epoch = InputErrors.refusedInModel(execution, () -> epoch(inputs.get(BotVariables.EPOCH)));
        ReplyPermit permit = permits.ask(contact, replyId, epoch);
        Refusal refusal = permit.because();
        execution.setVariable(BotVariables.REPLY_ID, replyId);
        execution.setVariable(BotVariables.REPLY_GRANTED, permit.granted());
        execution.setVariable(BotVariables.REPLY_REFUSED_BECAUSE, refusal == null ? null : refusal.word());
        execution.setVariable(BotVariables.REPLY_DRAFT, permit.draft());
    }

    /** Without a builder's own id, each pass through the activity asks for a new reply. */
    private static String replyId(DelegateExecution execution, Map<String, Object> inputs) {
        String given = Trigger.text(inputs, BotVariables.REPLY_ID);
        return SeenMessages.id(BotVariables.REPLY_ID, given == null ? execution.getActivityInstanceId() : given);
    }

    /**
     * Reads the epoch that a flow states; null if it states none.
     *
     * @throws InvalidValueException unless it is a whole number
     */
    public static @Nullable Long epoch(@Nullable Object value) {
        if (value == null || value.equals("")) {
            return null;
        }
        try {
            return Long.valueOf(value.toString());
        } catch (NumberFormatException e) {
            throw new InvalidValueException(BotVariables.EPOCH, value, "the botEpoch that checkContactBot gave");
        }
    }
}
