package io.botstatus.status.hold;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
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
        TransactionSynchronizationManager.registerSynchronization(new AfterCommit(news));
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

    /** A report that waits for the commit. What is taken back to a savepoint from before it has not happened. */
    private final class AfterCommit implements TransactionSynchronization {

        private final Consumer<BotObserver> news;
        private final Set<Object> later = Collections.newSetFromMap(new IdentityHashMap<>());
        private boolean isTakenBack;

        AfterCommit(Consumer<BotObserver> news) {
            this.news = news;
        }

        @Override
        public void savepoint(Object savepoint) {
            later.add(savepoint);
        }

        @Override
        public void savepointRollback(Object savepoint) {
            isTakenBack = isTakenBack || !later.contains(savepoint);
        }

        @Override
        public void afterCommit() {
            if (!isTakenBack) {
                tellNow(news);
            }
        }
    }
}
