package io.botstatus.process.notify;

import io.botstatus.status.ContactId;
import io.botstatus.status.StatusChange;
import java.time.Clock;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells addresses outside of status changes, each at least once and in the order in which they happened to a contact.
 *
 * <ol>
 *   <li>A change is put at the end of the contact's queue for each target, in its own transaction and under the contact's lock:
 *       what was rolled back is never told of, what was committed always.
 *   <li>An instance of {@code notify-webhook} empties the queue; it is started in that transaction too, unless one is at work. So
 *       there is one at a time for each queue, and it posts one after the other.
 *   <li>Each post is a job of its own. If it fails, the engine tries it again with growing pauses and then makes an incident; what
 *       comes later waits behind it.
 *   <li>When the target has taken it, it is deleted. A node that dies in between posts it again, under the same id.
 *   <li>Whoever deletes the instance gives up what waits in its queue; the next change starts a new one.
 * </ol>
 *
 * <p>Where no target is set this costs nothing. Thread-safe.
 */
public final class Notifications {

    /** The id of the process. */
    public static final String PROCESS = "notify-webhook";

    static final String CONTACT_ID = "contactId";
    static final String TARGET = "target";
    /** Whether the queue has more, for the gateway behind the post. */
    static final String MORE = "more";

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final NotificationStore store;
    private final JdbcClient sql;
    private final Targets targets;
    private final Clock clock;

    Notifications(
            RuntimeService runtime,
            RepositoryService repository,
            NotificationStore store,
            JdbcClient sql,
            Targets targets,
            Clock clock) {
        this.runtime = runtime;
        this.repository = repository;
        this.store = store;
        this.sql = sql;
        this.targets = targets;
        this.clock = clock;
    }

    /** Whether there is anybody to be told. */
    public boolean areOn() {
        return !targets.names().isEmpty();
    }

    /** To be called inside a command of the engine, in the transaction of the changes and under their contacts' locks. */
    public void tell(List<StatusChange> changes) {
        for (String target : targets.names()) {
            changes.stream().filter(StatusChange::isVisible).forEach(change -> tell(change, target));
        }
    }

    /** Deletes what is known of a contact here, its running instances aside. Under the contact's lock. */
    public void forget(ContactId contact) {
        store.forget(contact);
    }

    /** What waits in the queue that an instance was to empty goes; the numbers go on. Under the contact's lock. */
    void giveUp(ContactId contact, String processInstanceId) {
        store.targetOf(contact, processInstanceId).ifPresent(target -> store.clear(contact, target));
    }

    private void tell(StatusChange change, String target) {
        NotificationStore.Queue queue = store.add(change, target, clock.instant());
        if (isAtWork(queue.processInstanceId())) {
            return;
        }
        if (isDeployed()) {
            String instance = runtime.createProcessInstanceByKey(PROCESS)
                    .processDefinitionWithoutTenantId()
                    .businessKey(change.contact().value())
                    .setVariable(CONTACT_ID, change.contact().value())
                    .setVariable(TARGET, target)
                    .execute()
                    .getProcessInstanceId();
            store.assign(change.contact(), target, instance);
        } else {
            LOG.error(
                    "Nobody can be told of status changes: the process {} is not deployed, or suspended. They wait.",
                    PROCESS);
        }
    }

    /** Whatever else ended the instance, such as a hand in the engine's tables, must not leave the queue without one. */
    private boolean isAtWork(@Nullable String processInstanceId) {
        return processInstanceId != null
                && (Context.getCommandContext()
                                        .getDbEntityManager()
                                        .getCachedEntity(ExecutionEntity.class, processInstanceId)
                                != null
                        || sql.sql("select exists (select 1 from act_ru_execution where id_ = :instance)")
                                .param("instance", processInstanceId)
                                .query(Boolean.class)
                                .single());
    }

    /** Asked before it is started: an exception inside the engine would take the change with it. */
    private boolean isDeployed() {
        return repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(PROCESS)
                        .withoutTenantId()
                        .latestVersion()
                        .active()
                        .count()
                > 0;
    }
}
