package io.botstatus.notify;

import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Holds;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

/**
 * Runs whenever an instance of {@code notify-webhook} ends. One that was deleted leaves a queue behind, which is given up with
 * it. A built-in listener, since Cockpit's "skip custom listeners" must not leave the queue to nobody.
 */
final class NotificationEndListener implements ExecutionListener {

    private final Supplier<Notifications> notifications;
    private final Supplier<Holds> holds;

    public NotificationEndListener(Supplier<Notifications> notifications, Supplier<Holds> holds) {
        this.notifications = notifications;
        this.holds = holds;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.getVariable(Notifications.CONTACT_ID) instanceof String id) {
            ContactId contact = ContactId.of(id);
            holds.get().lockIfKnown(contact);
            notifications.get().giveUp(contact, execution.getProcessInstanceId());
        }
    }
}
