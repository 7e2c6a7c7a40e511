package io.botstatus.pause.step;

import io.botstatus.pause.BotVariables;
import io.botstatus.pause.ContactVariables;
import io.botstatus.pause.InputErrors;
import io.botstatus.pause.Outcome;
import io.botstatus.pause.PauseInstances;
import io.botstatus.pause.StatusRequest;
import io.botstatus.status.hold.Change;
import io.botstatus.status.hold.Holds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** The task "Set contact bot active". */
final class ReleaseBotHolds implements JavaDelegate {

    private final Holds holds;
    private final PauseInstances instances;

    ReleaseBotHolds(Holds holds, PauseInstances instances) {
        this.holds = holds;
        this.instances = instances;
    }

    @Override
    public void execute(DelegateExecution execution) {
        StatusRequest request = BotVariables.handedOn(execution, BotVariables.TRIGGER, StatusRequest.class);
        Change change = holds.release(
                InputErrors.refused(execution, () -> ContactVariables.of(execution)),
                request.cause(),
                request.override(),
                request.requestedBy(),
                request.reason(),
                PauseInstances.origin(execution));
        Outcome.report(execution, change);
        BotVariables.setStored(execution, BotVariables.RELEASED_CAUSES, PauseInstances.words(change.released()));
        BotVariables.setStored(execution, BotVariables.KEPT_CAUSES, PauseInstances.words(change.kept()));
        instances.follow(change);
    }
}
