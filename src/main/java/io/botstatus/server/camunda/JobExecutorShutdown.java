package io.botstatus.server.camunda;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Lets running jobs end before the database connections close, and returns queued jobs to the other nodes, since they would stay
 * locked.
 *
 * <p>Spring waits for running jobs when it stops this executor, but at most until none runs for a moment. It would interrupt jobs
 * that begin after that from the queue.
 */
@Component
final class JobExecutorShutdown implements BeanPostProcessor {

    /** The bean's name in Camunda's starter. */
    private static final String THREADS_OF_JOBS = "camundaTaskExecutor";

    private final Duration patience;

    JobExecutorShutdown(@Value("${spring.lifecycle.timeout-per-shutdown-phase}") Duration patience) {
        this.patience = patience;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (name.equals(THREADS_OF_JOBS) && bean instanceof ThreadPoolTaskExecutor threads) {
            threads.setWaitForTasksToCompleteOnShutdown(true);
            threads.setAwaitTerminationMillis(patience.toMillis());
        }
        return bean;
    }
}
