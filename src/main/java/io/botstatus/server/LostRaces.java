package io.botstatus.server;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.cmd.AbstractCorrelateMessageCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Correlates a message again that lost a race, mostly against the timer of the pause that it is about, in place of a caller who would
 * have to send it again. Nothing of the first attempt was committed.
 *
 * <p>Messages alone: of other commands the engine does not say whether they can be executed twice. And not inside the transaction of
 * somebody else, which is lost as a whole.
 */
final class LostRaces extends CommandInterceptor {

    private static final int ATTEMPTS = 5;

    @Override
    public <T> T execute(Command<T> command) {
        boolean again = command instanceof AbstractCorrelateMessageCmd
                && !TransactionSynchronizationManager.isActualTransactionActive();
        for (int attempt = 1; ; attempt++) {
            try {
                return next.execute(command);
            } catch (OptimisticLockingException e) {
                if (!again || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
