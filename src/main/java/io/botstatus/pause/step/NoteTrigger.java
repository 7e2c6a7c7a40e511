package io.botstatus.pause.step;

import io.botstatus.pause.BotVariables;
import io.botstatus.pause.Outcome;
import io.botstatus.pause.PauseInstances;
import io.botstatus.pause.Trigger;
import io.botstatus.status.hold.Change;
import io.botstatus.status.hold.Holds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

/** At the end "Bot keeps answering": notes a trigger that places no hold in the history, once. */
final class NoteTrigger implements ExecutionListener {

    private final Holds holds;
    private final PauseInstances instances;

    NoteTrigger(Holds holds, PauseInstances instances) {
        this.holds = holds;
        this.instances = instances;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Trigger trigger = BotVariables.handedOn(execution, BotVariables.TRIGGER, Trigger.class);
        Change change = holds.note(
                trigger.contact(),
                trigger.cause(),
                trigger.source().messageId(),
                trigger.source().sentBy(),
                (String) execution.getVariable(BotVariables.REASON),
                PauseInstances.origin(execution));
        Outcome.report(execution, change);
        instances.follow(change);
    }
}
