package io.botstatus.notify;

import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Holds;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

/**
 * Runs whenever an instance of {@code notify-webhook} ends. If an operator deletes it, its queue is deleted too. It is a built-in
 * listener, since Cockpit's "skip custom listeners" must not leave a queue without an instance.
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
