package io.botstatus.bench;

import io.botstatus.PluginTest;
import io.botstatus.TestDatabase;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.Trigger;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Measures the cost of {@code bot.statusChanged} for a pause: the same manual messages, in turns, with events switched off, without
 * a listener, and with one listening process. One thread, PostgreSQL and client on one machine; only the ratios are meaningful.
 */
public final class StatusChangedCost {

    private static final int WARM_UP = 300;
    private static final int PAUSES = 2000;

    private StatusChangedCost() {}

    public static void main(String[] arguments) {
        Map<String, BotPauses> variants = new LinkedHashMap<>();
        variants.put("switched off", host(false).getBean(BotPauses.class));
        ConfigurableApplicationContext quiet = host(true);
        variants.put("nobody listens", quiet.getBean(BotPauses.class));
        ConfigurableApplicationContext listened = host(true);
        listen(listened.getBean(RepositoryService.class));
        variants.put("one flow listens", listened.getBean(BotPauses.class));

        Map<String, double[]> millis = new LinkedHashMap<>();
        variants.keySet().forEach(name -> millis.put(name, new double[PAUSES]));
        for (int i = -WARM_UP; i < PAUSES; i++) {
            // One pause of each variant after the other, so that other load of the machine affects all alike.
            for (Map.Entry<String, BotPauses> variant : variants.entrySet()) {
                double time = pause(variant.getValue(), i);
                if (i >= 0) {
                    millis.get(variant.getKey())[i] = time;
                }
            }
        }
        double base = quantile(millis.get("switched off"), 0.5);
        millis.forEach((name, times) -> System.out.printf(
                "%-17s median of %d pauses %.3f ms (quartiles %.3f to %.3f); against switched off %.3f%n",
                name,
                PAUSES,
                quantile(times, 0.5),
                quantile(times, 0.25),
                quantile(times, 0.75),
                quantile(times, 0.5) / base));
        double[] question = question(JdbcClient.create(quiet.getBean(DataSource.class)));
        System.out.printf(
                "the question whether anybody listens, alone: median of %d %.3f ms%n",
                PAUSES, quantile(question, 0.5));
        System.exit(0);
    }

    /** The one statement of a change without a listener, with its round trip to the database. */
    private static double[] question(JdbcClient sql) {
        double[] millis = new double[PAUSES];
        for (int i = -WARM_UP; i < PAUSES; i++) {
            long start = System.nanoTime();
            sql.sql("select not exists (select 1 from act_ru_event_subscr where event_name_ = :name)")
                    .param("name", BotPause.STATUS_CHANGED)
                    .query(Boolean.class)
                    .single();
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        return millis;
    }

    private static double pause(BotPauses pauses, int i) {
        long start = System.nanoTime();
        pauses.report(new Trigger(
                new ContactId("contact " + i), Cause.MANUAL_MESSAGE, null, null, null, Instant.now(), Map.of()));
        return (System.nanoTime() - start) / 1e6;
    }

    private static ConfigurableApplicationContext host(boolean events) {
        return new SpringApplicationBuilder(PluginTest.Host.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.config.name=none",
                        "spring.datasource.url=" + TestDatabase.newDatabase(),
                        "spring.datasource.username=postgres",
                        "spring.main.banner-mode=off",
                        // PostgreSQL goes down with the JVM; a context that closes at the same time would wait for it.
                        "spring.main.register-shutdown-hook=false",
                        "logging.level.root=warn",
                        "camunda.bpm.job-execution.enabled=false",
                        "camunda.bpm.auto-deployment-enabled=false",
                        "botstatus.events.enabled=" + events)
                .run();
    }

    private static void listen(RepositoryService repository) {
        repository
                .createDeployment()
                .addModelInstance(
                        "listener.bpmn",
                        Bpmn.createExecutableProcess("listener")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .signal(BotPause.STATUS_CHANGED)
                                .endEvent()
                                .done())
                .deploy();
    }

    private static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(q * (sorted.length - 1))];
    }
}
