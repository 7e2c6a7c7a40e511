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

/** A Spring Boot application with Camunda's starter, on a database of its own. Its job executor starts only on demand. */
record CamundaHost(ConfigurableApplicationContext context, String jdbcUrl) {

    static CamundaHost start(String... properties) {
        return start(List.of(PluginTest.Host.class), properties);
    }

    /** Says that the application is no test's, which must have documented properties only. */
    static class Benchmark {}

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
                        .sources(Benchmark.class)
                        .web(WebApplicationType.NONE)
                        .run(all.stream().map(property -> "--" + property).toArray(String[]::new)),
                url);
        host.executor().shutdown();
        return host;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** For long statements, which would exceed the timeout of the application's own connections. */
    JdbcClient patient() {
        return JdbcClient.create(new DriverManagerDataSource(jdbcUrl, "postgres", ""));
    }

    /** Lets the job executor execute these timers, and returns how many seconds it took. */
    double drain(UnaryOperator<JobQuery> which) throws InterruptedException {
        return work(jobs -> which.apply(jobs.timers()));
    }

    /** Lets the job executor execute these jobs of any kind, and returns how many seconds it took. */
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

    JobExecutor executor() {
        return context.getBean(JobExecutor.class);
    }
}
