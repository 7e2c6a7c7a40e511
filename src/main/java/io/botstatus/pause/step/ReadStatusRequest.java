package io.botstatus.pause.step;

import static io.botstatus.pause.BotVariables.setStored;
import static io.botstatus.pause.BotVariables.setTransient;

import io.botstatus.pause.BotVariables;
import io.botstatus.pause.ContactVariables;
import io.botstatus.pause.HoldPlacement;
import io.botstatus.pause.InputErrors;
import io.botstatus.pause.StatusRequest;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Holds;
import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

/** At the start events for requests: checks the request, and makes a pause of it unless it requests an active bot. */
final class ReadStatusRequest implements ExecutionListener {

    private final Holds holds;
    private final Clock clock;

    ReadStatusRequest(Holds holds, Clock clock) {
        this.holds = holds;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (BotVariables.handedOnIfAny(execution, BotVariables.HOLDS_OF_MANY, HoldPlacement.class)
                .isPresent()) {
            setTransient(execution, BotVariables.STATUS, null);
            return; // a pause of many contacts was checked before it was started
        }
        StatusRequest request = InputErrors.refusedInModel(execution, () -> {
            BotVariables.refuseOurs(execution);
            BotVariables.requireStorable(execution);
            ContactId contact = ContactVariables.of(execution);
            StatusRequest read = StatusRequest.read(execution.getVariables(), ContactVariables.caller(execution));
            BotVariables.handOn(execution, BotVariables.TRIGGER, read);
            if (read.status() != BotStatus.ACTIVE) {
                holds.requireRoom(contact, read.cause());
                BotVariables.handOn(execution, BotVariables.PAUSE, read.pause(clock.instant()));
            }
            return read;
        });
        setStored(execution, BotVariables.CAUSE, request.cause().word());
    }
}
