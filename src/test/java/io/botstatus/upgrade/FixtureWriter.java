package io.botstatus.upgrade;

import io.botstatus.bulk.BulkChanges;
import io.botstatus.bulk.Selection;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.StatusRequest;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Reactivation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.builder.CallActivityBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Writes the fixture of the present version, at a release: {@code mvn test -Dtest=FixtureWriter -Dupgrade.fixture=0.1.0} makes
 * {@code src/test/resources/upgrade/0.1.0.sql.gz}. Needs the programs of a PostgreSQL server ({@link MachinesPostgres}).
 *
 * <p>The fixture has process instances in every wait state of every bundled model, with a cohort, half-done bulk changes and
 * undelivered status changes. All of it has happened at one moment, and ids are counted, so nothing in it depends on the machine
 * that made it.
 */
class FixtureWriter {

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void giveTheClockBack() {
        ClockUtil.reset();
    }

    @Test
    @EnabledIfSystemProperty(named = "upgrade.fixture", matches = ".+")
    @SuppressWarnings("JavaUtilDate") // the engine's clock takes nothing else
    void writesTheFixtureOfThisVersion() throws IOException {
        ClockUtil.setCurrentTime(Date.from(Fixture.START));
        try (MachinesPostgres postgres = MachinesPostgres.start(folder)) {
            JdbcClient.create(new DriverManagerDataSource(postgres.url("postgres"), "postgres", ""))
                    .sql("create database bot")
                    .update();
            String database = postgres.url("bot");
            try (UpgradeHost host = start(database)) {
                everyWaitState(host);
                changesOfMany(host);
            }
            try (UpgradeHost host = start(database, "botstatus.cohort-window=1m")) {
                request(host, "cohort-1", "snoozed", "PT5H");
                request(host, "cohort-2", "inactive", "PT5H");
            }
            try (UpgradeHost host = start(
                    database,
                    "botstatus.notify.targets.crm.url=http://localhost:1/",
                    "botstatus.notify.targets.crm.secret=whsec_dGhlIHNlY3JldCBvZiB0aGUgdGVzdHM=")) {
                request(host, "to-be-told", "snoozed", "PT6H");
            }
            forgetTheMachine(JdbcClient.create(new DriverManagerDataSource(database, "postgres", "")));
            write(postgres);
        }
    }

    private static UpgradeHost start(String database, String... properties) {
        return UpgradeHost.start(
                database,
                IntStream.range(0, properties.length + 1)
                        .mapToObj(i -> i == 0 ? "camunda.bpm.id-generator=simple" : properties[i - 1])
                        .toArray(String[]::new));
    }

    private static void everyWaitState(UpgradeHost host) {
        RuntimeService runtime = host.get(RuntimeService.class);
        host.get(RepositoryService.class)
                .createDeployment()
                .name("flows of a builder")
                .addModelInstance(
                        "pauses.bpmn",
                        flow("pauses")
                                .camundaIn("status", "status")
                                .camundaIn("reactivateAfter", "reactivateAfter")
                                .userTask("userTask_after")
                                .endEvent()
                                .done())
                .addModelInstance(
                        "waits.bpmn",
                        flow("waits").userTask("userTask_after").endEvent().done())
                .deploy();
        for (int i = 0; i < 5; i++) {
            host.get(ReplyPermits.class).ask(new ContactId("written-to"), "r-" + i, null);
        }
        runtime.createMessageCorrelation(BotPause.MANUAL_MESSAGE_SENT)
                .processInstanceBusinessKey("written-to")
                .setVariable("messageId", "m-1")
                .setVariable("sentBy", "anna")
                .correlateStartMessage();
        request(host, "snoozed", "snoozed", "PT1H");
        request(host, "inactive", "inactive", "");
        runtime.startProcessInstanceByKey("pauses", "calls", Map.of("status", "snoozed", "reactivateAfter", "PT2H"));
        runtime.startProcessInstanceByKey(
                "pauses", "has-called", Map.of("status", "snoozed", "reactivateAfter", "PT2H"));
        request(host, "has-called", "active", "");
        request(host, "awaited", "snoozed", "PT3H");
        runtime.startProcessInstanceByKey("waits", "awaited");
    }

    private static CallActivityBuilder flow(String key) {
        return Bpmn.createExecutableProcess(key)
                .camundaHistoryTimeToLive(30)
                .startEvent()
                .callActivity("callActivity_pauseAndWait")
                .calledElement(BotPause.PAUSE_AND_WAIT)
                .camundaInBusinessKey("#{execution.processBusinessKey}");
    }

    /** A flow waits for changes, so that a batch has 500 contacts. */
    private static void changesOfMany(UpgradeHost host) {
        BulkChanges bulk = host.get(BulkChanges.class);
        request(host, "replaced", "snoozed", "PT9H");
        StatusRequest snooze = StatusRequest.byPerson(
                BotStatus.SNOOZED, new Reactivation.After(Duration.ofHours(4)), "Holiday", "ben");
        bulk.change(
                snooze,
                new Selection.Listed(IntStream.rangeClosed(1, 501)
                        .mapToObj(n -> new ContactId("many-%03d".formatted(n)))
                        .toList()));
        bulk.change(snooze, new Selection.Listed(List.of(new ContactId("replaced"))));
        bulk.undo(
                bulk.change(snooze, new Selection.Listed(List.of(new ContactId("undone"))))
                        .id(),
                "ben");
    }

    private static void request(UpgradeHost host, String contact, String status, String reactivateAfter) {
        var message = host.get(RuntimeService.class)
                .createMessageCorrelation(BotPause.STATUS_REQUESTED)
                .processInstanceBusinessKey(contact)
                .setVariable("status", status)
                .setVariable("override", true);
        if (!reactivateAfter.isEmpty()) {
            message.setVariable("reactivateAfter", reactivateAfter);
        }
        message.correlateStartMessage();
    }

    private static void forgetTheMachine(JdbcClient sql) {
        sql.sql("delete from act_ru_meter_log").update();
        sql.sql("delete from act_ge_property where name_ = 'camunda.installation.id'")
                .update();
        sql.sql("update act_hi_job_log set hostname_ = null").update();
    }

    private void write(MachinesPostgres postgres) throws IOException {
        Path dump = folder.resolve("dump.sql");
        postgres.tool("pg_dump", "--inserts", "--rows-per-insert=100", "-O", "-x", "-f", dump, "bot");
        // Leaves out commands of psql, and the versions that have made it.
        String sql = Files.readString(dump)
                .lines()
                .filter(line -> !line.startsWith("\\") && !line.startsWith("--"))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
        Path file = Path.of("src/test/resources/upgrade", System.getProperty("upgrade.fixture") + ".sql.gz");
        Files.createDirectories(file.getParent());
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write(sql.getBytes(StandardCharsets.UTF_8));
        }
    }
}
