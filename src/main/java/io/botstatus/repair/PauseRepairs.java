package io.botstatus.repair;

import io.botstatus.bulk.BulkChanges;
import io.botstatus.cohort.Cohorts;
import io.botstatus.engine.Transactions;
import io.botstatus.pause.BotVariables;
import io.botstatus.pause.HoldPlacement;
import io.botstatus.pause.PauseInstances;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Expiry;
import io.botstatus.status.hold.Holds;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;

/** Repairs one finding at a time, each in a transaction of its own, and judges it again first. */
final class PauseRepairs {

    private final EngineRepairs engine;
    private final Holds holds;
    private final HoldRepairs repairs;
    private final Cohorts cohorts;
    private final PauseInstances instances;
    private final BulkChanges bulk;
    private final Transactions transactions;

    PauseRepairs(
            EngineRepairs engine,
            Holds holds,
            HoldRepairs repairs,
            Cohorts cohorts,
            PauseInstances instances,
            BulkChanges bulk,
            Transactions transactions) {
        this.engine = engine;
        this.holds = holds;
        this.repairs = repairs;
        this.cohorts = cohorts;
        this.instances = instances;
        this.bulk = bulk;
        this.transactions = transactions;
    }

    void mend(Inconsistency found, @Nullable String by) {
        switch (found.kind()) {
            case PROCESS_SUSPENDED -> inTransaction(() -> engine.activate(Objects.requireNonNull(found.id())));
            case COHORT_WITHOUT_INSTANCE -> closeCohort(Objects.requireNonNull(found.processInstanceId()));
            case STALE_ROW, HOLD_WITHOUT_EVENT, EVENT_WITHOUT_HOLD, REPLY_COUNT ->
                contact(new ContactId(Objects.requireNonNull(found.contactId())), by);
            case BULK_WITHOUT_INSTANCE ->
                inTransaction(() -> bulk.resume(UUID.fromString(Objects.requireNonNull(found.id())), by));
            case BULK_STOPPED ->
                inTransaction(() -> engine.setGoing(Objects.requireNonNull(found.processInstanceId())));
            case JOB_NEVER_ACQUIRED -> inTransaction(() -> engine.giveBack(Objects.requireNonNull(found.id())));
            case HOLD_WITHOUT_INSTANCE,
                    INSTANCE_NOT_WAITING,
                    OVERDUE_HOLD,
                    TIMER_MISSING,
                    TIMER_STOPPED,
                    TIMER_LATE,
                    INSTANCE_WITHOUT_HOLD -> pause(found, by);
        }
    }

    private void contact(ContactId contact, @Nullable String by) {
        inTransaction(
                () -> instances.tellFromOutside(repairs.contact(contact, by).statuses()));
    }

    private void pause(Inconsistency found, @Nullable String by) {
        if (found.processInstanceId() == null) {
            unkept(new ContactId(Objects.requireNonNull(found.contactId())), by);
        } else {
            instance(found.processInstanceId(), by);
        }
    }

    /** Repairs a hold that names no process instance. */
    private void unkept(ContactId contact, @Nullable String by) {
        inTransaction(() -> {
            if (repairs.lockUnkept(contact)) {
                adopt(null, List.of(contact.value()), by);
            }
        });
    }

    /** Repairs an instance. It takes as many contacts at a time as one process instance stands for, and then the next ones. */
    private void instance(String instance, @Nullable String by) {
        boolean more = true;
        while (more) {
            more = transactions.run(() -> mendInstance(instance, by));
        }
    }

    /** @return whether there is more to do, with the locks of other contacts */
    private boolean mendInstance(String instance, @Nullable String by) {
        // Checked before any contact is locked.
        if (engine.find(instance) == null) {
            cohorts.close(instance);
        } else {
            cohorts.closeOver(instance);
        }
        List<String> contacts = holds.lockContactsOf(instance);
        Expiry expiry = holds.expireMissed(instance, contacts, by, "Repair: the deadline had passed unnoticed");
        instances.tellFromOutside(expiry.ended());
        boolean isOpen = cohorts.isOpen(instance);
        if (expiry.over() && !isOpen) {
            instances.releaseLeft(List.of(instance));
            return false;
        }
        ProcessInstance running = engine.find(instance);
        if (running == null) {
            if (!expiry.ended().isEmpty()) {
                return !expiry.over(); // the next turn locks those that are left
            }
            adopt(instance, contacts, by);
            return !holds.lockContactsOf(instance).isEmpty();
        }
        String mended = engine.mend(running, deadline(instance, expiry.until()));
        if (mended != null) {
            repairs.note(instance, by, "Repair: " + mended);
        }
        return false;
    }

    /** When the instance has to look next: at the deadline, or for a cohort at the end of its window. */
    private @Nullable Instant deadline(String instance, @Nullable Instant until) {
        if (until == null) {
            return cohorts.openUntil(instance).orElse(null);
        }
        return engine.isCohort(instance) ? cohorts.windowEnd(until) : until;
    }

    /** Gives the holds to a new process instance of the newest version. */
    private void adopt(@Nullable String from, List<String> contacts, @Nullable String by) {
        HoldPlacement adopted =
                (instance, activity) -> repairs.adopt(from, instance, contacts).orElse(null);
        VariableMap variables =
                Variables.createVariables().putValueTyped(BotVariables.HOLDS_OF_MANY, BotVariables.handed(adopted));
        boolean isOfMany = contacts.size() > 1;
        if (isOfMany) {
            variables.putValue(BotVariables.REPAIRED, true);
        }
        String instance = engine.start(isOfMany ? null : contacts.get(0), variables);
        repairs.note(instance, by, "Repair: its process instance was gone");
    }

    private void closeCohort(String instance) {
        inTransaction(() -> {
            if (engine.find(instance) == null) {
                cohorts.close(instance);
            }
        });
    }

    private void inTransaction(Runnable change) {
        transactions.run(() -> {
            change.run();
            return true;
        });
    }
}
