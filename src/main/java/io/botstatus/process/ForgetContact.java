package io.botstatus.process;

import io.botstatus.process.notify.Notifications;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Holds;
import io.botstatus.status.StatusChange;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * Deletes all that is known of a contact, here and in the engine.
 *
 * <ol>
 *   <li>In one transaction under the contact's lock: its rows, the plugin's own process instances, what is still to be told. A pause
 *       that a builder's flow has called is released instead, and who waits for the contact hears that it is active: their flows go on,
 *       and are told of in the answer.
 *   <li>Then what the engine keeps of ended instances that were about the contact, a hundred at a time, in transactions of their own:
 *       there may be years of it. Whoever is interrupted here calls again.
 * </ol>
 */
final class ForgetContact {

    private static final Set<String> OURS = Set.of(BotPause.PROCESS, BotPause.PAUSE_AND_WAIT, Notifications.PROCESS);

    /** Others are at the history of an instance for as long as their transactions take. */
    private static final Duration WAIT = Duration.ofMillis(20);

    private static final int MAX_WAITS = 250;

    private final HistoryService history;
    private final ManagementService management;
    private final PauseInstances instances;
    private final Notifications notifications;
    private final Holds holds;
    private final ContactStates states;
    private final ContactTraces traces;
    private final Transactions transactions;

    ForgetContact(
            HistoryService history,
            ManagementService management,
            PauseInstances instances,
            Notifications notifications,
            Holds holds,
            ContactStates states,
            ContactTraces traces,
            Transactions transactions) {
        this.history = history;
        this.management = management;
        this.instances = instances;
        this.notifications = notifications;
        this.holds = holds;
        this.states = states;
        this.traces = traces;
        this.transactions = transactions;
    }

    /**
     * Forgets a contact.
     *
     * @throws ConcurrencyFailureException if others keep the history locked
     */
    Forgotten forget(ContactId contact) {
        transactions.run(() -> forgetPresent(contact));
        forgetPast(contact);
        return transactions.run(() -> {
            traces.variables(contact).forEach(history::deleteHistoricVariableInstance);
            traces.deleteFailedStarts(contact);
            return new Forgotten(traces.running(contact));
        });
    }

    private BotStatus forgetPresent(ContactId contact) {
        holds.lock(contact);
        BotStatus status = states.of(contact).status();
        // First, so that no end of an instance is told to anybody.
        Set<String> finished = holds.forget(contact);
        notifications.forget(contact);
        traces.newsThatWouldStart(contact).forEach(management::deleteJob);
        traces.uncalled(OURS, contact).forEach(instance -> instances.delete(instance, "Contact forgotten"));
        // Of a cohort or a bulk change, of whose contacts nobody is left; or called by a flow, which goes on.
        instances.releaseLeft(List.copyOf(finished));
        if (status != BotStatus.ACTIVE) {
            instances.wake(new StatusChange(contact, Cause.MANUAL_CHANGE, status, BotStatus.ACTIVE, null));
        }
        if (states.of(contact).holds().isEmpty()) {
            // What a flow that went on has written in between.
            holds.forget(contact);
            notifications.forget(contact);
        }
        return status;
    }

    private void forgetPast(ContactId contact) {
        int waits = 0;
        @Nullable Past before = null;
        Past past = transactions.run(() -> forgetSomeOfThePast(contact));
        // The same again: an engine that keeps no history any more deletes none either.
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
            past = transactions.run(() -> forgetSomeOfThePast(contact));
        }
    }

    private Past forgetSomeOfThePast(ContactId contact) {
        List<String> ended = traces.ended(contact);
        List<String> free = ended.isEmpty() ? ended : traces.lockUnlessOthersDo(ended);
        if (!free.isEmpty()) {
            traces.decisions(free).forEach(history::deleteHistoricDecisionInstanceByInstanceId);
            traces.deleteUserOperations(free);
            history.deleteHistoricProcessInstancesIfExists(free);
        }
        return new Past(ended, free);
    }

    /**
     * What a step found of the past.
     *
     * @param deleted those that nobody else was at
     */
    private record Past(List<String> ended, List<String> deleted) {}
}
