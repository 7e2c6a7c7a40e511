package io.botstatus.delegates;

import io.botstatus.engine.EngineProperties;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.BotVariables;
import io.botstatus.pause.ContactVariables;
import io.botstatus.pause.InputErrors;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.hold.Holds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/**
 * The task "Check contact bot" of {@code bot-pause-and-wait}. It checks the status under the contact's lock and keeps the lock
 * until the instance waits. So a later change finds the instance waiting, and none falls between check and wait.
 */
final class AwaitActiveBot implements JavaDelegate {

    private final Holds holds;
    private final ContactStates states;
    private final EngineProperties.Part events;

    AwaitActiveBot(Holds holds, ContactStates states, EngineProperties.Part events) {
        this.holds = holds;
        this.states = states;
        this.events = events;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ContactId contact = InputErrors.refusedInModel(execution, () -> ContactVariables.of(execution));
        // The message of a change finds the instance by this variable.
        execution.setVariable(BotVariables.CONTACT_ID, contact.value());
        holds.lockIfKnown(contact);
        boolean active = states.of(contact).status() == BotStatus.ACTIVE;
        if (!active && !events.enabled()) {
            throw new IllegalStateException(
                    "Process %s would wait for ever: nobody is told %s, since botstatus.events.enabled is false."
                            .formatted(BotPause.PAUSE_AND_WAIT, BotPause.STATUS_CHANGED));
        }
        BotVariables.setTransient(execution, BotVariables.ACTIVE, active);
    }
}
