package io.botstatus.server.camunda;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.cmd.AbstractCorrelateMessageCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Retries the correlation of a message that lost a race, mostly against the timer of the contact's pause. Nothing of the first
 * attempt was committed. After five attempts the caller gets 503 and has to send the message again.
 *
 * <p>It retries only messages, because the engine does not say whether other commands can run twice. Inside a caller's transaction
 * it does not retry, since that transaction is lost as a whole.
 */
final class CorrelationRetry extends CommandInterceptor {

    private static final int ATTEMPTS = 5;

    @Override
    public <T> T execute(Command<T> command) {
        if (!(command instanceof AbstractCorrelateMessageCmd)
                || TransactionSynchronizationManager.isActualTransactionActive()) {
            return next.execute(command);
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return next.execute(command);
            } catch (OptimisticLockingException e) {
                if (attempt == ATTEMPTS) {
                    throw new OptimisticLockingFailureException(
                            "A message lost " + ATTEMPTS + " races in a row: " + e.getMessage(), e);
                }
            }
        }
    }
}
