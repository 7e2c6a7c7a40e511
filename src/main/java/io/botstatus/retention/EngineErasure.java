package io.botstatus.retention;

import io.botstatus.engine.ContactTraces;
import io.botstatus.engine.Transactions;
import io.botstatus.status.ContactId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;

/** Deletes the engine's data of a contact: jobs that would tell of it, and the history of ended instances. */
final class EngineErasure {

    /** The pause between two tries while other transactions have an instance's history locked. */
    private static final Duration WAIT = Duration.ofMillis(20);

    private static final int MAX_WAITS = 250;

    private final ContactTraces traces;
    private final HistoryService history;
    private final ManagementService management;
    private final Transactions transactions;

    EngineErasure(
            ContactTraces traces, HistoryService history, ManagementService management, Transactions transactions) {
        this.traces = traces;
        this.history = history;
        this.management = management;
        this.transactions = transactions;
    }

    /** Deletes the jobs that would start a process to tell it of the contact, in the caller's transaction. */
    void forgetJobs(ContactId contact) {
        traces.newsThatWouldStart(contact).forEach(management::deleteJob);
    }

    /** The running instances of these processes for the contact that no other process has called. */
    List<String> ownInstances(Set<String> processes, ContactId contact) {
        return traces.uncalled(processes, contact);
    }

    /**
     * Deletes the history of ended instances about the contact in batches of a hundred, each in a transaction of its own.
     *
     * @throws ConcurrencyFailureException if other transactions keep the history locked
     */
    void forgetEnded(ContactId contact) {
        int waits = 0;
        @Nullable Past before = null;
        Past past = transactions.run(() -> forgetSome(contact));
        // The same batch twice means that nothing was deleted: an engine whose history was switched off deletes none
        // either.
        while (!past.ended.isEmpty() && !past.equals(before)) {
            if (past.deleted.isEmpty()) {
                if (++waits == MAX_WAITS) {
                    throw new ConcurrencyFailureException(
                            "Others keep the history of process instances " + past.ended + " locked");
                }
                LockSupport.parkNanos(WAIT.toNanos());
            } else {
                before = past;
            }
            past = transactions.run(() -> forgetSome(contact));
        }
    }

    private Past forgetSome(ContactId contact) {
        List<String> ended = traces.ended(contact);
        List<String> free = ended.isEmpty() ? ended : traces.lockUnlessOthersDo(ended);
        if (!free.isEmpty()) {
            traces.decisions(free).forEach(history::deleteHistoricDecisionInstanceByInstanceId);
            traces.deleteUserOperations(free);
            history.deleteHistoricProcessInstancesIfExists(free);
        }
        return new Past(ended, free);
    }

    /** Deletes the variables that name the contact in the history of instances of several contacts, and returns what still runs. */
    Forgotten forgetNames(ContactId contact) {
        return transactions.run(() -> {
            traces.variables(contact).forEach(history::deleteHistoricVariableInstance);
            traces.deleteFailedStarts(contact);
            return new Forgotten(traces.running(contact));
        });
    }

    /**
     * What a step found in the history.
     *
     * @param deleted the instances whose history no one else had locked
     */
    private record Past(List<String> ended, List<String> deleted) {}
}
