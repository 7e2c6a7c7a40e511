package io.botstatus.bench;

import io.botstatus.PluginTest;
import io.botstatus.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.runtime.JobQuery;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A Spring Boot application with Camunda's starter, on a database of its own; its job executor waits until it is told. */
record CamundaHost(ConfigurableApplicationContext context, String jdbcUrl) {

    static CamundaHost start(String... properties) {
        return start(List.of(PluginTest.Host.class), properties);
    }

    static CamundaHost start(List<Class<?>> sources, String... properties) {
        String url = TestDatabase.newDatabase();
        List<String> all = new ArrayList<>(List.of(
                "spring.datasource.url=" + url,
                "spring.datasource.username=postgres",
                "spring.main.banner-mode=off",
                // PostgreSQL goes down with the JVM; a context that closes at the same time would wait for it.
                "spring.main.register-shutdown-hook=false",
                "spring.jmx.enabled=false",
                "logging.level.root=error",
                "camunda.bpm.auto-deployment-enabled=false"));
        all.addAll(Arrays.asList(properties));
        CamundaHost host = new CamundaHost(
                new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                        .web(WebApplicationType.NONE)
                        .run(all.stream().map(property -> "--" + property).toArray(String[]::new)),
                url);
        host.executor().shutdown();
        return host;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Statements that take long, for which a connection of the application's own would count as gone. */
    JdbcClient patient() {
        return JdbcClient.create(new DriverManagerDataSource(jdbcUrl, "postgres", ""));
    }

    /** Lets the job executor work until it has done these timers, and tells how many seconds it took. */
    double drain(UnaryOperator<JobQuery> which) throws InterruptedException {
        return work(jobs -> which.apply(jobs.timers()));
    }

    /** The same for jobs of any kind. */
    double work(UnaryOperator<JobQuery> which) throws InterruptedException {
        ManagementService management = bean(ManagementService.class);
        long start = System.nanoTime();
        executor().start();
        while (which.apply(management.createJobQuery()).count() > 0) {
            if (System.nanoTime() - start > Duration.ofMinutes(5).toNanos()) {
                throw new IllegalStateException("The jobs do not end.");
            }
            Thread.sleep(20); // the engine itself is at work, in its own threads and by the real clock
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        executor().shutdown();
        return seconds;
    }

    private JobExecutor executor() {
        return context.getBean(JobExecutor.class);
    }
}
