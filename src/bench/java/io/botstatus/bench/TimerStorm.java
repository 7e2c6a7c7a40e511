package io.botstatus.bench;

import io.botstatus.PausedContactGenerator;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.Trigger;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Measures a storm of timers. A hundred thousand pauses are due at once, and two servers on one database end them, while another
 * process of the same engine has a job every tenth of a second. It prints how many were drained in each second, how many jobs the
 * servers had locked, how long the other process's jobs waited, and the warnings in the servers' logs.
 *
 * <p>{@code -Dcontacts=10000} is a small storm; {@code -Dproperties=--a=b,--c=d} sets properties of the servers.
 */
public final class TimerStorm {

    private static final int CONTACTS = Integer.getInteger("contacts", 100_000);
    private static final String WORK = "other-work";

    private final CamundaHost host = CamundaHost.start("spring.config.location=file:src/main/resources/application.yaml");
    private final JdbcClient sql = host.patient();
    private final RuntimeService runtime = host.bean(RuntimeService.class);

    private record Second(long drained, List<Long> locked) {}

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
        List<StormServer> nodes = List.of(
                StormServer.start("node-1", host.jdbcUrl(), properties), StormServer.start("node-2", host.jdbcUrl(), properties));
        try {
            for (StormServer node : nodes) {
                node.awaitReady();
            }
            makeDue();
            List<Second> seconds = drain();
            report(seconds, nodes);
        } finally {
            nodes.forEach(StormServer::stop);
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
        new PausedContactGenerator(sql, "storm").copy(CONTACTS - 1, Duration.ZERO);
    }

    /** Everywhere at the same moment, or the servers would find them inconsistent. */
    private void makeDue() {
        sql.sql("""
                        with contacts as (
                          update contact_bot set snoozed_until = now() where snoozed_until > '-infinity'
                        ), holds as (
                          update bot_hold set until = now()
                        ), events as (
                          update bot_event set until = now() where type = 'placed'
                        )
                        update act_ru_job set duedate_ = now() where handler_type_ = 'timer-transition'""").update();
        sql.sql("vacuum analyze").update();
    }

    /** Measures once a second, and gives the engine other work ten times a second. */
    private List<Second> drain() throws InterruptedException {
        List<Second> seconds = new ArrayList<>();
        long left = CONTACTS;
        for (long next = System.nanoTime(), tenth = 1; left > 0; tenth++) {
            runtime.startProcessInstanceByKey(WORK);
            if (tenth % 10 == 0) {
                long now = sql.sql("select count(*) from bot_hold").query(Long.class).single();
                Second second = new Second(left - now, locked());
                seconds.add(second);
                System.out.printf(
                        "%4d s  %7d left  %5d drained  %s locked%n",
                        seconds.size(), now, second.drained, second.locked);
                left = now;
            }
            next += Duration.ofMillis(100).toNanos();
            Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
        }
        while (runtime.createProcessInstanceQuery().processDefinitionKey(WORK).count() > 0) {
            Thread.sleep(100);
        }
        return seconds;
    }

    /** How many jobs each node has locked, running or waiting in its memory. */
    private List<Long> locked() {
        return sql.sql("select count(*) from act_ru_job where lock_owner_ is not null group by lock_owner_")
                .query(Long.class)
                .list();
    }

    private void report(List<Second> seconds, List<StormServer> nodes) throws Exception {
        // The first second and the last one are not whole.
        List<Long> rates = seconds.subList(Math.min(1, seconds.size()), Math.max(1, seconds.size() - 1)).stream()
                .map(Second::drained)
                .sorted()
                .toList();
        System.out.printf(
                "%n%d drained in %d s; a second: least %d, median %d, most %d%n",
                CONTACTS, seconds.size(), rates.get(0), rates.get(rates.size() / 2), rates.get(rates.size() - 1));
        System.out.printf(
                "most jobs that one node had locked: %d%n",
                seconds.stream().flatMap(second -> second.locked.stream()).max(Long::compare).orElse(0L));
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
        for (StormServer node : nodes) {
            List<String> complaints = node.complaints();
            System.out.printf("%s: %d lines of warnings, errors and exceptions%n", node.log(), complaints.size());
            complaints.stream().limit(3).forEach(System.out::println);
        }
    }
}
