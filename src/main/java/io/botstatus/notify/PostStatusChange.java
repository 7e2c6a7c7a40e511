package io.botstatus.notify;

import io.botstatus.status.ContactId;
import io.botstatus.status.hold.BotObservers;
import io.botstatus.status.hold.Holds;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/**
 * Service task of {@code notify-webhook}. It posts the oldest change in the queue of this contact and target. It locks the contact
 * only after the target's answer, since no pause may wait for an address outside.
 */
final class PostStatusChange implements JavaDelegate {

    private final NotificationStore store;
    private final Targets targets;
    private final Holds holds;
    private final BotObservers observers;

    PostStatusChange(NotificationStore store, Targets targets, Holds holds, BotObservers observers) {
        this.store = store;
        this.targets = targets;
        this.holds = holds;
        this.observers = observers;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ContactId contact = ContactId.of(execution.getVariable(Notifications.CONTACT_ID));
        String target = String.valueOf(execution.getVariable(Notifications.TARGET));
        Optional<Notification> first = store.first(contact, target);
        first.ifPresent(this::post);
        holds.lock(contact);
        first.ifPresent(store::delete);
        boolean more = store.first(contact, target).isPresent();
        if (!more) {
            store.assign(contact, target, null);
        }
        execution.setVariable(Notifications.MORE, more);
    }

    private void post(Notification notification) {
        try {
            targets.post(notification);
        } catch (NotPostedException e) {
            observers.tellNow(observer -> observer.notificationPosted(notification.target(), false));
            throw e;
        }
        observers.tell(observer -> observer.notificationPosted(notification.target(), true));
    }
}
