package io.botstatus.upgrade;

import io.botstatus.PluginTest;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A host application on a database that is not new. */
record UpgradeHost(ConfigurableApplicationContext context) implements AutoCloseable {

    static UpgradeHost start(String database, String... properties) {
        String[] arguments = Stream.of(
                        Stream.of(Objects.requireNonNull(PluginTest.class.getAnnotation(SpringBootTest.class))
                                .properties()),
                        Stream.of(
                                "spring.datasource.url=" + database,
                                "spring.datasource.username=postgres",
                                "camunda.bpm.generate-unique-process-engine-name=true"),
                        Stream.of(properties))
                .flatMap(all -> all)
                // If a property is there twice, the last one counts. Spring would make a list of both.
                .collect(Collectors.toMap(
                        property -> property.substring(0, property.indexOf('=')),
                        property -> "--" + property,
                        (first, last) -> last))
                .values()
                .toArray(String[]::new);
        return new UpgradeHost(new SpringApplicationBuilder(PluginTest.Host.class)
                .web(WebApplicationType.NONE)
                .run(arguments));
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    JdbcClient sql() {
        return get(JdbcClient.class);
    }

    /** Runs all jobs that are due, and those that follow from them. */
    void work() {
        ManagementService management = get(ManagementService.class);
        for (List<Job> due = due(); !due.isEmpty(); due = due()) {
            due.forEach(job -> {
                if (management.createJobQuery().jobId(job.getId()).count() > 0) {
                    management.executeJob(job.getId());
                }
            });
        }
    }

    private List<Job> due() {
        return get(ManagementService.class).createJobQuery().executable().list();
    }

    List<ProcessInstance> running(String process) {
        return get(RuntimeService.class)
                .createProcessInstanceQuery()
                .processDefinitionKey(process)
                .list();
    }

    @Override
    public void close() {
        context.close();
    }
}
