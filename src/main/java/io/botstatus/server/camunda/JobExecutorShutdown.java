package io.botstatus.server.camunda;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Has jobs that have begun come to their end before the connections to the database go, and those that wait for a thread given back to
 * other nodes: they would stay locked.
 *
 * <p>Spring waits for what is at work when it stops this executor, but at most until for a moment nothing is. What begins after that,
 * from the queue, it would interrupt.
 */
@Component
final class JobExecutorShutdown implements BeanPostProcessor {

    /** As Camunda's starter names it. */
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
