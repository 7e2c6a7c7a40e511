package io.botstatus.status.hold;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** All {@link BotObserver}s. Where there is none, telling them costs nothing. Thread-safe. */
public final class BotObservers {

    private static final Logger LOG = LoggerFactory.getLogger(BotObservers.class);

    private final List<BotObserver> observers;

    BotObservers(List<BotObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    /** Tells of a change: at once if it is committed, else when it will be, and never if it is taken back. */
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

    /** Tells of what has happened outside of the database, and stays so whatever becomes of the transaction. */
    public void tellNow(Consumer<BotObserver> news) {
        for (BotObserver observer : observers) {
            try {
                news.accept(observer);
            } catch (RuntimeException e) {
                // It would look as if the change had failed, which is committed.
                LOG.warn("{} could not be told of what has happened", observer, e);
            }
        }
    }
}
