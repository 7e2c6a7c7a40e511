package io.botstatus.status.hold;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** All {@link BotObserver}s. Without one, a call costs nothing. Thread-safe. */
public final class BotObservers {

    private static final Logger LOG = LoggerFactory.getLogger(BotObservers.class);

    private final List<BotObserver> observers;

    BotObservers(List<BotObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    /** Reports a change: at once outside a transaction, else after the commit, and never after a rollback. */
    public void tell(Consumer<BotObserver> news) {
        if (observers.isEmpty()) {
            return;
        }
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            tellNow(news);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                tellNow(news);
            }
        });
    }

    /** Reports an event outside the database at once, even if the transaction rolls back. */
    public void tellNow(Consumer<BotObserver> news) {
        for (BotObserver observer : observers) {
            try {
                news.accept(observer);
            } catch (RuntimeException e) {
                // An exception here would look as if the committed change had failed.
                LOG.warn("{} failed to observe an event", observer, e);
            }
        }
    }
}
