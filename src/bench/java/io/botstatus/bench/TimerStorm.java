package io.botstatus.bench;

import io.botstatus.Crowd;
import io.botstatus.process.BotPauses;
import io.botstatus.process.Trigger;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A hundred thousand pauses that are all due at once, and two servers on one database that bring them to their end, while another
 * process of the same engine has a job every tenth of a second. Prints how many were drained in each second, how long the other
 * process' jobs waited, and what the servers complained about in their logs.
 *
 * <p>{@code -Dcontacts=10000} is a small storm; {@code -Dproperties=--a=b,--c=d} sets the servers otherwise.
 */
public final class TimerStorm {

    private static final int CONTACTS = Integer.getInteger("contacts", 100_000);
    private static final String WORK = "other-work";

    private final Host host = Host.start("spring.config.location=file:src/main/resources/application.yaml");
    private final JdbcClient sql = JdbcClient.create(host.bean(DataSource.class));
    private final RuntimeService runtime = host.bean(RuntimeService.class);

    private TimerStorm() {}

    public static void main(String[] arguments) {
        LoggingSystem.get(TimerStorm.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
        try {
            new TimerStorm().run();
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void run() throws Exception {
        fill();
        List<String> properties = Arrays.stream(System.getProperty("properties", "").split(","))
                .filter(property -> !property.isEmpty())
                .toList();
        List<Node> nodes = List.of(
                Node.start("node-1", host.jdbcUrl(), properties), Node.start("node-2", host.jdbcUrl(), properties));
        try {
            for (Node node : nodes) {
                node.awaitReady();
            }
            makeDue();
            report(drain(), nodes);
        } finally {
            nodes.forEach(Node::stop);
        }
    }

    private void fill() {
        host.bean(RepositoryService.class)
                .createDeployment()
                .addModelInstance(
                        "other-work.bpmn",
                        Bpmn.createExecutableProcess(WORK)
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .serviceTask()
                                .camundaAsyncBefore()
                                .camundaExpression("${true}")
                                .endEvent()
                                .done())
                .deploy();
        host.bean(BotPauses.class)
                .report(new Trigger(
                        new ContactId("storm"), Cause.MANUAL_MESSAGE, null, "sms", "anna", Instant.now(), Map.of()));
        new Crowd(sql, "storm").copy(CONTACTS - 1, Duration.ZERO);
    }

    private void makeDue() {
        sql.sql("update contact_bot set snoozed_until = now() where snoozed_until > '-infinity'")
                .update();
        sql.sql("update bot_hold set until = now()").update();
        sql.sql("update act_ru_job set duedate_ = now() where handler_type_ = 'timer-transition'")
                .update();
        sql.sql("vacuum analyze").update();
    }

    /** Looks once a second, and gives the engine other work ten times a second. */
    private List<Long> drain() throws InterruptedException {
        List<Long> drained = new ArrayList<>();
        long left = CONTACTS;
        for (long next = System.nanoTime(), tenth = 1; left > 0; tenth++) {
            runtime.startProcessInstanceByKey(WORK);
            if (tenth % 10 == 0) {
                long now = sql.sql("select count(*) from bot_hold").query(Long.class).single();
                drained.add(left - now);
                System.out.printf("%4d s  %7d left  %5d drained%n", drained.size(), now, left - now);
                left = now;
            }
            next += Duration.ofMillis(100).toNanos();
            Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
        }
        while (runtime.createProcessInstanceQuery().processDefinitionKey(WORK).count() > 0) {
            Thread.sleep(100);
        }
        return drained;
    }

    private void report(List<Long> drained, List<Node> nodes) throws Exception {
        // The first second and the last one are not whole.
        List<Long> rates = drained.subList(Math.min(1, drained.size()), Math.max(1, drained.size() - 1)).stream()
                .sorted()
                .toList();
        System.out.printf(
                "%n%d drained in %d s; a second: least %d, median %d, most %d%n",
                CONTACTS, drained.size(), rates.get(0), rates.get(rates.size() / 2), rates.get(rates.size() - 1));
        sql.sql("""
                        select count(*) as jobs,
                               percentile_disc(array[0.5, 0.99, 1]) within group (
                                 order by extract(epoch from end_time_ - start_time_)) as waited
                          from act_hi_procinst where proc_def_key_ = :work""")
                .param("work", WORK)
                .query(row -> {
                    System.out.printf(
                            "%d jobs of another process waited, in seconds: median, 99 of 100, longest %s%n",
                            row.getInt("jobs"), row.getString("waited"));
                });
        for (Node node : nodes) {
            List<String> complaints = node.complaints();
            System.out.printf("%s: %d lines of warnings, errors and exceptions%n", node.log(), complaints.size());
            complaints.stream().limit(3).forEach(System.out::println);
        }
    }
}
