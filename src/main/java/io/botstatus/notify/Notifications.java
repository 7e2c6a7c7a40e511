package io.botstatus.notify;

import io.botstatus.engine.ProcessInstances;
import io.botstatus.pause.StatusChangeListener;
import io.botstatus.status.ContactData;
import io.botstatus.status.ContactId;
import io.botstatus.status.StatusChange;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts status changes to notification targets, each at least once and in the order of the contact's changes. It is an outbox:
 *
 * <ol>
 *   <li>The transaction of a change adds it to the contact's queue for each target, under the contact's lock. So every committed
 *       change is posted, and no rolled back one.
 *   <li>An instance of {@code notify-webhook} empties the queue. The same transaction starts it, unless one works on that queue. So
 *       each queue has one instance, which posts one change after the other.
 *   <li>Each post is a job of its own. If it fails, the engine retries it with growing back-off and then creates an incident. Later
 *       changes wait behind it.
 *   <li>When the target has accepted a change, it is deleted. A node that dies in between posts it again, under the same id.
 *   <li>To delete the instance drops its queue. The next change starts a new one.
 * </ol>
 *
 * <p>Without a target this costs nothing. Thread-safe.
 */
public final class Notifications implements StatusChangeListener, ContactData {

    /** The id of the process. */
    public static final String PROCESS = "notify-webhook";

    static final String CONTACT_ID = "contactId";
    static final String TARGET = "target";
    /** Whether the queue has more. The gateway after the post reads it. */
    static final String MORE = "more";

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final NotificationStore store;
    private final ProcessInstances instances;
    private final Targets targets;
    private final Clock clock;

    Notifications(
            RuntimeService runtime,
            RepositoryService repository,
            NotificationStore store,
            ProcessInstances instances,
            Targets targets,
            Clock clock) {
        this.runtime = runtime;
        this.repository = repository;
        this.store = store;
        this.instances = instances;
        this.targets = targets;
        this.clock = clock;
    }

    /** Whether there is a target. */
    @Override
    public boolean isOn() {
        return !targets.names().isEmpty();
    }

    @Override
    public void changed(List<StatusChange> changes) {
        for (String target : targets.names()) {
            changes.stream().filter(StatusChange::isVisible).forEach(change -> tell(change, target));
        }
    }

    /** Deletes the contact's queues. */
    @Override
    public void forget(ContactId contact) {
        store.forget(contact);
    }

    @Override
    public Set<String> processes() {
        return Set.of(PROCESS);
    }

    /** Deletes the waiting notifications of an instance's queue. The sequence goes on. Call this under the contact's lock. */
    void giveUp(ContactId contact, String processInstanceId) {
        store.targetOf(contact, processInstanceId).ifPresent(target -> store.clear(contact, target));
    }

    private void tell(StatusChange change, String target) {
        NotificationStore.Queue queue = store.add(change, target, clock.instant());
        if (instances.isThere(queue.processInstanceId())) {
            return; // else it ended otherwise, such as by an edited table, and the queue needs another
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
            LOG.error("Status changes wait and are not posted: the process {} is not deployed, or suspended.", PROCESS);
        }
    }

    /** Checked before the start, because an exception inside the engine would roll back the change. */
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
