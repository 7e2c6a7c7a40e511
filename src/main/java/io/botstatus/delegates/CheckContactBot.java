package io.botstatus.delegates;

import io.botstatus.pause.BotVariables;
import io.botstatus.pause.ContactVariables;
import io.botstatus.pause.InputErrors;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
import io.botstatus.status.ContactStates;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** The delegate {@code checkContactBot}. It reads the contact's bot status at this moment, for the gateways that follow. */
final class CheckContactBot implements JavaDelegate {

    private final ContactStates states;

    CheckContactBot(ContactStates states) {
        this.states = states;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ContactId contact = InputErrors.refusedInModel(execution, () -> ContactVariables.named(execution));
        ContactState state = states.of(contact);
        tell(execution, state);
        execution.setVariable(BotVariables.BOT_EPOCH, state.epoch());
    }

    static void tell(DelegateExecution execution, ContactState state) {
        execution.setVariable(BotVariables.BOT_STATUS, state.status().word());
        execution.setVariable(BotVariables.BOT_RESPONDING, state.responding());
        execution.setVariable(BotVariables.BOT_REACTIVATE_AT, BotVariables.timer(state.reactivateAt()));
    }
}
