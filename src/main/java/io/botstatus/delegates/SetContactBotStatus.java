package io.botstatus.delegates;

import io.botstatus.bulk.BotBulkChange;
import io.botstatus.bulk.BulkChange;
import io.botstatus.bulk.BulkChanges;
import io.botstatus.bulk.Selection;
import io.botstatus.engine.Executions;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.BotVariables;
import io.botstatus.pause.ContactVariables;
import io.botstatus.pause.InputErrors;
import io.botstatus.pause.PauseInstances;
import io.botstatus.pause.StatusRequest;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.hold.Change;
import io.botstatus.status.hold.Effect;
import java.time.Clock;
import java.util.Collection;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;

/**
 * The delegate {@code setContactBotStatus}. It pauses the bot for one contact or many, or sets it active, in the transaction of the
 * flow. If there are many contacts, jobs change those after the first batch.
 */
final class SetContactBotStatus implements JavaDelegate {

    private final BotPauses pauses;
    private final BulkChanges bulk;
    private final ContactStates states;
    private final Clock clock;

    SetContactBotStatus(BotPauses pauses, BulkChanges bulk, ContactStates states, Clock clock) {
        this.pauses = pauses;
        this.bulk = bulk;
        this.states = states;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Object contactIds = Executions.inputs(execution).get(BotVariables.CONTACT_IDS);
        InputErrors.refusedInModel(execution, () -> ContactVariables.ids(contactIds))
                .ifPresentOrElse(ids -> setForMany(ids, execution), () -> setForOne(execution));
    }

    private void setForOne(DelegateExecution execution) {
        ContactId contact = InputErrors.refusedInModel(execution, () -> ContactVariables.named(execution));
        StatusRequest request = InputErrors.refusedInModel(execution, () -> {
            StatusRequest read = read(execution);
            pauses.requireRoom(contact, read);
            return read;
        });
        Change change = pauses.ask(contact, request);
        execution.setVariable(BotVariables.EFFECT, change.effect().word());
        execution.setVariable(
                BotVariables.PLACED_CAUSE,
                change.effect() == Effect.PAUSED ? request.cause().word() : null);
        execution.setVariable(BotVariables.RELEASED_CAUSES, PauseInstances.words(change.released()));
        execution.setVariable(BotVariables.KEPT_CAUSES, PauseInstances.words(change.kept()));
        CheckContactBot.tell(execution, states.of(contact));
    }

    private void setForMany(Collection<?> ids, DelegateExecution execution) {
        StatusRequest request = InputErrors.refusedInModel(execution, () -> read(execution));
        if (ids.isEmpty()) {
            told(execution, Effect.NONE, null);
            return;
        }
        BulkChange change = InputErrors.refusedInModel(execution, () -> bulk.ask(request, Selection.Listed.of(ids)));
        told(execution, request.status() == BotStatus.ACTIVE ? Effect.RELEASED : Effect.PAUSED, change);
    }

    private static void told(DelegateExecution execution, Effect effect, @Nullable BulkChange change) {
        execution.setVariable(BotVariables.EFFECT, effect.word());
        execution.setVariable(
                BotBulkChange.BULK_CHANGE_ID,
                change == null ? null : change.id().toString());
    }

    private StatusRequest read(DelegateExecution execution) {
        String process = Executions.process(execution);
        StatusRequest request = StatusRequest.read(Executions.inputs(execution), process);
        // Refused here, because the flow cannot catch a failure inside the called process any more.
        request.mustEndAfter(clock.instant());
        return request;
    }
}
