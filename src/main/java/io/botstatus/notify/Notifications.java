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
public final class Notifications implements StatusChangeListener, ContactData {

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

    /** What waits in the queue that an instance was to empty goes; the numbers go on. Under the contact's lock. */
    void giveUp(ContactId contact, String processInstanceId) {
        store.targetOf(contact, processInstanceId).ifPresent(target -> store.clear(contact, target));
    }

    private void tell(StatusChange change, String target) {
        NotificationStore.Queue queue = store.add(change, target, clock.instant());
        if (instances.isThere(queue.processInstanceId())) {
            return; // else something ended it, such as a hand in the engine's tables, and the queue needs another
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
