package io.botstatus.bulk;

import io.botstatus.base.InvalidValueException;
import io.botstatus.engine.Transactions;
import io.botstatus.pause.BotOffException;
import io.botstatus.pause.BotVariables;
import io.botstatus.pause.NotDeployedException;
import io.botstatus.pause.StatusRequest;
import io.botstatus.status.BotMode;
import io.botstatus.status.SettingsStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.runtime.Incident;
import org.jspecify.annotations.Nullable;

/**
 * Changes the bot status of many contacts by the process {@code bot-bulk-change}. The caller's transaction changes the first batch,
 * and jobs change the others, so they survive a crash. Thread-safe.
 */
public final class BulkChanges {

    private final RuntimeService runtime;
    private final BulkHolds bulk;
    private final BulkChangeStore store;
    private final SettingsStore settings;
    private final Transactions transactions;
    private final Clock clock;

    BulkChanges(
            RuntimeService runtime,
            BulkHolds bulk,
            BulkChangeStore store,
            SettingsStore settings,
            Transactions transactions,
            Clock clock) {
        this.runtime = runtime;
        this.bulk = bulk;
        this.store = store;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Counts the contacts that a change would affect. Changes nothing. */
    public BulkPreview preview(StatusRequest request, Selection selection) {
        request.mustEndAfter(clock.instant());
        return bulk.preview(selection);
    }

    /**
     * Sets the status of many contacts.
     *
     * @return its progress so far
     * @throws BotOffException if the bot mode is off
     * @throws InvalidValueException if the requested instant is not in the future
     * @throws NotDeployedException if the process is not deployed
     */
    public BulkChange change(StatusRequest request, Selection selection) {
        return transactions.run(() -> {
            if (settings.read().mode() == BotMode.OFF) {
                throw new BotOffException();
            }
            return ask(request, selection);
        });
    }

    /** Sets the status of many contacts for a workflow, in its transaction and in every bot mode. */
    public BulkChange ask(StatusRequest request, Selection selection) {
        request.mustEndAfter(clock.instant());
        UUID id = bulk.begin(bulkRequest(request), selection).id();
        start(id);
        return store.find(id).orElseThrow();
    }

    private void start(UUID id) {
        try {
            runtime.createProcessInstanceByKey(BotBulkChange.PROCESS)
                    .processDefinitionWithoutTenantId()
                    .businessKey(id.toString())
                    .setVariable(BotBulkChange.BULK_CHANGE_ID, id.toString())
                    .execute();
        } catch (NullValueException e) {
            throw new NotDeployedException(BotBulkChange.PROCESS, e);
        }
    }

    private BulkRequest bulkRequest(StatusRequest request) {
        return new BulkRequest(
                request.status(),
                request.cause(),
                request.override(),
                request.reactivation().until(clock.instant()),
                request.reason(),
                request.requestedBy());
    }

    /**
     * Takes back what is left of a change. Contacts that it has not reached stay as they are. Holds that it placed are released,
     * unless they have ended or were replaced since. The holds that the change replaced do not come back.
     *
     * @param person the person who requests it, for the history
     * @return empty if there is no such change
     */
    public Optional<BulkChange> undo(UUID id, @Nullable String person) {
        return transactions.run(() -> store.find(id).map(change -> {
            if (bulk.beginUndo(id)) {
                startUndo(id, person);
            }
            return store.find(id).orElseThrow();
        }));
    }

    private void startUndo(UUID id, @Nullable String person) {
        try {
            runtime.createMessageCorrelation(BotBulkChange.UNDO_REQUESTED)
                    .processInstanceBusinessKey(id.toString())
                    .setVariable(BotBulkChange.BULK_CHANGE_ID, id.toString())
                    .setVariable(BotVariables.REQUESTED_BY, person)
                    .correlateStartMessage();
        } catch (MismatchingMessageCorrelationException e) {
            throw new NotDeployedException(BotBulkChange.UNDO_REQUESTED, e);
        }
    }

    /** Resumes a change or its undo when no process instance works on it any more. */
    public void resume(UUID id, @Nullable String person) {
        BulkChange change = store.lock(id).orElse(null);
        if (change == null || isAtWork(id)) {
            return;
        }
        if (change.state() == BulkChange.State.UNDOING) {
            startUndo(id, person);
        } else {
            start(id);
        }
    }

    private boolean isAtWork(UUID id) {
        return runtime.createProcessInstanceQuery()
                        .processDefinitionKey(BotBulkChange.PROCESS)
                        .processInstanceBusinessKey(id.toString())
                        .count()
                > 0;
    }

    public Optional<BulkChange> find(UUID id) {
        return store.find(id);
    }

    /** The latest changes, newest first. */
    public List<BulkChange> latest(int limit) {
        return store.latest(limit);
    }

    /** How many contacts a change still pauses. */
    public long held(BulkChange change) {
        return store.held(change.id(), clock.instant());
    }

    /** Why the change does not go on, if a batch has used up its retries. The engine then has an incident. */
    public Optional<String> problem(BulkChange change) {
        String instance = change.processInstanceId();
        return instance == null
                ? Optional.empty()
                : runtime.createIncidentQuery().processInstanceId(instance).list().stream()
                        .findFirst()
                        .map(Incident::getIncidentMessage);
    }
}
