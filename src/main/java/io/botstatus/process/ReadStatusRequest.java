package io.botstatus.process;

import io.botstatus.status.BotStatus;
import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

/** At the start events for requests: checks the request, and makes a pause of it unless it asks for an active bot. */
final class ReadStatusRequest implements ExecutionListener {

    private final Clock clock;

    ReadStatusRequest(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void notify(DelegateExecution execution) {
        StatusRequest request = BadInput.refusedInModel(execution, () -> {
            BotVariables.refuseOurs(execution);
            Contacts.of(execution);
            StatusRequest read = StatusRequest.read(execution.getVariables(), Contacts.caller(execution));
            BotVariables.handOn(execution, BotVariables.TRIGGER, read);
            if (read.status() != BotStatus.ACTIVE) {
                BotVariables.handOn(execution, BotVariables.PAUSE, read.pause(clock.instant()));
            }
            return read;
        });
        execution.setVariable(BotVariables.CAUSE, request.cause().word());
    }
}
