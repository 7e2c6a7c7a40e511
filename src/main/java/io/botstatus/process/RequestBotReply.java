package io.botstatus.process;

import io.botstatus.status.ContactId;
import io.botstatus.status.SeenMessages;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** The delegate {@code requestBotReply}: may this flow send an automated message to the contact now? Counted if so. */
final class RequestBotReply implements JavaDelegate {

    private final ReplyGate gate;

    RequestBotReply(ReplyGate gate) {
        this.gate = gate;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ContactId contact = BadInput.refusedInModel(execution, () -> Contacts.named(execution));
        Map<String, Object> inputs = ActivityInputs.of(execution);
        String replyId = BadInput.refusedInModel(execution, () -> replyId(execution, inputs));
        Long epoch = BadInput.refusedInModel(execution, () -> ReplyGate.epoch(inputs.get(BotVariables.EPOCH)));
        Optional<String> refusal = gate.refusal(contact, replyId, epoch);
        execution.setVariable(BotVariables.REPLY_ID, replyId);
        execution.setVariable(BotVariables.REPLY_GRANTED, refusal.isEmpty());
        execution.setVariable(BotVariables.REPLY_REFUSED_BECAUSE, refusal.orElse(null));
    }

    /** Without one of the builder's, each pass through the activity asks for a reply of its own. */
    private static String replyId(DelegateExecution execution, Map<String, Object> inputs) {
        String given = Trigger.text(inputs, BotVariables.REPLY_ID);
        return SeenMessages.id(BotVariables.REPLY_ID, given == null ? execution.getActivityInstanceId() : given);
    }
}
