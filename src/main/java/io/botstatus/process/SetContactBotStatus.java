package io.botstatus.process;

import io.botstatus.status.Change;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Effect;
import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/** The delegate {@code setContactBotStatus}: pauses the bot for a contact or sets it active, in the transaction of the flow. */
final class SetContactBotStatus implements JavaDelegate {

    private final BotPauses pauses;
    private final ContactStates states;
    private final Clock clock;

    SetContactBotStatus(BotPauses pauses, ContactStates states, Clock clock) {
        this.pauses = pauses;
        this.states = states;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ContactId contact = BadInput.refusedInModel(execution, () -> Contacts.named(execution));
        StatusRequest request = BadInput.refusedInModel(execution, () -> read(execution));
        Change change = pauses.ask(contact, request);
        execution.setVariable(BotVariables.EFFECT, change.effect().word());
        execution.setVariable(
                BotVariables.PLACED_CAUSE,
                change.effect() == Effect.PAUSED ? request.cause().word() : null);
        execution.setVariable(BotVariables.RELEASED_CAUSES, PauseInstances.words(change.released()));
        execution.setVariable(BotVariables.KEPT_CAUSES, PauseInstances.words(change.kept()));
        CheckContactBot.tell(execution, states.of(contact));
    }

    private StatusRequest read(DelegateExecution execution) {
        String process = ((ExecutionEntity) execution).getProcessDefinition().getKey();
        StatusRequest request = StatusRequest.read(ActivityInputs.of(execution), process);
        // Refused here, since what fails inside the process that is called can't be caught by the flow any more.
        request.mustEndAfter(clock.instant());
        return request;
    }
}
