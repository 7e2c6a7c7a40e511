package io.botstatus.process;

import io.botstatus.status.Cohorts;
import io.botstatus.status.ContactId;
import io.botstatus.status.Expiry;
import io.botstatus.status.HoldRepairs;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;

/** Mends one thing at a time, each in a transaction of its own, and judges anew what there is to mend. */
final class PauseRepairs {

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final ManagementService management;
    private final HoldRepairs holds;
    private final Cohorts cohorts;
    private final PauseInstances instances;
    private final WaitingPlace waitingPlace;
    private final BulkChanges bulk;
    private final JobAcquisition acquisition;
    private final Transactions transactions;
    private final Clock clock;

    PauseRepairs(
            RuntimeService runtime,
            RepositoryService repository,
            ManagementService management,
            HoldRepairs holds,
            Cohorts cohorts,
            PauseInstances instances,
            BulkChanges bulk,
            JobAcquisition acquisition,
            Transactions transactions,
            Clock clock) {
        this.runtime = runtime;
        this.repository = repository;
        this.management = management;
        this.holds = holds;
        this.cohorts = cohorts;
        this.instances = instances;
        this.waitingPlace = new WaitingPlace(runtime, repository, management);
        this.bulk = bulk;
        this.acquisition = acquisition;
        this.transactions = transactions;
        this.clock = clock;
    }

    void mend(Inconsistency found, @Nullable String by) {
        switch (found.kind()) {
            case PROCESS_SUSPENDED -> activate(Objects.requireNonNull(found.id()));
            case COHORT_WITHOUT_INSTANCE -> closeCohort(Objects.requireNonNull(found.processInstanceId()));
            case STALE_ROW, HOLD_WITHOUT_EVENT, EVENT_WITHOUT_HOLD, REPLY_COUNT ->
                contact(new ContactId(Objects.requireNonNull(found.contactId())), by);
            case BULK_WITHOUT_INSTANCE ->
                inTransaction(() -> bulk.resume(UUID.fromString(Objects.requireNonNull(found.id())), by));
            case BULK_STOPPED -> inTransaction(() -> setGoing(Objects.requireNonNull(found.processInstanceId())));
            case JOB_NEVER_ACQUIRED -> inTransaction(() -> acquisition.giveBack(Objects.requireNonNull(found.id())));
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
        inTransaction(() -> instances.tellFromOutside(holds.contact(contact, by).statuses()));
    }

    private void pause(Inconsistency found, @Nullable String by) {
        if (found.processInstanceId() == null) {
            unkept(new ContactId(Objects.requireNonNull(found.contactId())), by);
        } else {
            instance(found.processInstanceId(), by);
        }
    }

    /** A hold that says of no process instance that it stands for it. */
    private void unkept(ContactId contact, @Nullable String by) {
        inTransaction(() -> {
            if (holds.lockUnkept(contact)) {
                adopt(null, List.of(contact.value()), by);
            }
        });
    }

    /** As many contacts at a time as one process instance stands for; the others have their turn at once. */
    private void instance(String instance, @Nullable String by) {
        boolean more = true;
        while (more) {
            more = transactions.run(() -> mendInstance(instance, by));
        }
    }

    /** @return whether there is more to do, with the locks of other contacts */
    private boolean mendInstance(String instance, @Nullable String by) {
        Instant openUntil = cohorts.openUntil(instance).orElse(null);
        if (openUntil != null && (find(instance) == null || !openUntil.isAfter(clock.instant()))) {
            cohorts.close(instance); // before any contact is locked; nobody can join a window that is over
        }
        List<String> contacts = holds.lockContactsOf(instance);
        Expiry expiry = holds.expire(instance, contacts, by, "Repair: the deadline had passed unnoticed");
        instances.tellFromOutside(expiry.ended());
        boolean isOpen = cohorts.isOpen(instance);
        if (expiry.over() && !isOpen) {
            instances.releaseLeft(List.of(instance));
            return false;
        }
        ProcessInstance running = find(instance);
        if (running == null) {
            if (!expiry.ended().isEmpty()) {
                return !expiry.over(); // those that are left are locked next
            }
            adopt(instance, contacts, by);
            return !holds.lockContactsOf(instance).isEmpty();
        }
        String mended = waitingPlace.mend(running, deadline(instance, expiry.until()));
        if (mended != null) {
            holds.note(instance, by, "Repair: " + mended);
        }
        return false;
    }

    /** When the instance has to look next: at the deadline, of a cohort at the end of its window. */
    private @Nullable Instant deadline(String instance, @Nullable Instant until) {
        Object end = runtime.getVariable(instance, BotVariables.COHORT_ENDS_AT);
        if (until == null) {
            return cohorts.openUntil(instance).orElse(null);
        }
        return end == null ? until : cohorts.windowEnd(until);
    }

    private @Nullable ProcessInstance find(String instance) {
        return runtime.createProcessInstanceQuery()
                .processInstanceId(instance)
                .processDefinitionKey(BotPause.PROCESS)
                .singleResult();
    }

    /** A process instance of the newest version stands for the holds from now on. */
    private void adopt(@Nullable String from, List<String> contacts, @Nullable String by) {
        HoldsOfMany adopted =
                (instance, activity) -> holds.adopt(from, instance, contacts).orElse(null);
        VariableMap variables =
                Variables.createVariables().putValueTyped(BotVariables.HOLDS_OF_MANY, BotVariables.handed(adopted));
        boolean isOfMany = contacts.size() > 1;
        if (isOfMany) {
            variables.putValue(BotVariables.REPAIRED, true);
        }
        try {
            String instance = runtime.createProcessInstanceByKey(BotPause.PROCESS)
                    .processDefinitionWithoutTenantId()
                    .businessKey(isOfMany ? null : contacts.get(0))
                    .setVariables(variables)
                    .execute()
                    .getProcessInstanceId();
            holds.note(instance, by, "Repair: its process instance was gone");
        } catch (NullValueException e) {
            throw new NotDeployedException(BotPause.PROCESS, e);
        }
    }

    private void closeCohort(String instance) {
        inTransaction(() -> {
            if (find(instance) == null) {
                cohorts.close(instance);
            }
        });
    }

    private void activate(String definition) {
        inTransaction(() -> {
            if (Optional.ofNullable(repository
                            .createProcessDefinitionQuery()
                            .processDefinitionId(definition)
                            .singleResult())
                    .isPresent()) {
                repository.activateProcessDefinitionById(definition, true, null);
            } else {
                management.activateJobDefinitionById(definition, true);
            }
        });
    }

    private void setGoing(String instance) {
        runtime.activateProcessInstanceById(instance);
        for (Job job : management.createJobQuery().processInstanceId(instance).list()) {
            waitingPlace.setGoing(job);
        }
    }

    private void inTransaction(Runnable change) {
        transactions.run(() -> {
            change.run();
            return true;
        });
    }
}
