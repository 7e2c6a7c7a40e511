package io.botstatus.engine;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs a change as one transaction, and retries it if it lost against another transaction in the database or the engine. */
public final class Transactions {

    private static final int ATTEMPTS = 5;
    private static final Set<String> LOST = Set.of("40P01", "40001");

    private final TransactionTemplate template;
    private final TransactionTemplate alone;
    private final TransactionTemplate nested;

    Transactions(PlatformTransactionManager manager) {
        this.template = new TransactionTemplate(manager);
        this.alone = new TransactionTemplate(manager);
        alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.nested = new TransactionTemplate(manager);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Runs the work in a new transaction, also inside the caller's. */
    public void alone(Runnable work) {
        alone.executeWithoutResult(status -> work.run());
    }

    /**
     * Runs the work as a part of the caller's transaction that can fail on its own: an exception takes back what the work did, by a
     * savepoint, and the caller's transaction goes on.
     *
     * @throws org.springframework.transaction.NestedTransactionNotSupportedException if the host's transaction manager has no
     *     savepoints
     */
    public void nested(Runnable work) {
        nested.executeWithoutResult(status -> work.run());
    }

    /** Runs the work in a transaction, in one attempt. */
    public void once(Runnable work) {
        template.executeWithoutResult(status -> work.run());
    }

    /**
     * The result of the first attempt that commits. Inside a transaction of the caller there is only one attempt.
     *
     * @throws ConcurrencyFailureException if every attempt lost
     */
    public <T> T run(Supplier<T> change) {
        boolean ours = !TransactionSynchronizationManager.isActualTransactionActive();
        for (int attempt = 1; ; attempt++) {
            try {
                return template.execute(status -> change.get());
            } catch (ConcurrencyFailureException | ProcessEngineException e) {
                if (!ours || !isLost(e)) {
                    throw e;
                }
                if (attempt == ATTEMPTS) {
                    throw new ConcurrencyFailureException("Others were let pass first " + ATTEMPTS + " times", e);
                }
            }
        }
    }

    /**
     * Whether a transaction lost against another one: a deadlock, a serialization failure (SQL states 40P01, 40001) or a stale row of
     * the engine. Nothing was committed.
     */
    public static boolean isLost(@Nullable Throwable e) {
        return e instanceof ConcurrencyFailureException
                || e instanceof OptimisticLockingException
                || (e instanceof SQLException sql && LOST.contains(String.valueOf(sql.getSQLState())))
                // The engine wraps the exceptions of its own statements.
                || (e != null && isLost(e.getCause()));
    }
}
