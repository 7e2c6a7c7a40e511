package io.botstatus.bench;

import io.botstatus.pause.BotPauses;
import io.botstatus.bulk.BulkChanges;
import io.botstatus.pause.StatusRequest;
import io.botstatus.pause.Trigger;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Reactivation;
import io.botstatus.bulk.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.runtime.JobQuery;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The plugin with shared process instances: of a bulk change, or of the window of the deadlines. */
final class BulkAndCohortPauses {

    private static final int JOINED = 20_000;

    private final CamundaHost host = CamundaHost.start(
            "spring.config.location=file:src/main/resources/application.yaml", "botstatus.cohort-window=PT1M");
    private final BotPauses pauses = host.bean(BotPauses.class);
    private final BulkChanges bulk = host.bean(BulkChanges.class);
    private final JdbcClient sql = JdbcClient.create(host.bean(DataSource.class));
    private final Selection listed = new Selection.Listed(IntStream.rangeClosed(1, BareSql.CONTACTS)
            .mapToObj(n -> new ContactId("bulk-" + n))
            .toList());

    /** The contacts were seen before, as on the other side. */
    BulkAndCohortPauses() {
        sql.sql("create index bot_idx_job_duedate on act_ru_job (duedate_)").update();
        sql.sql("insert into contact_bot (contact_id) select 'bulk-' || n from generate_series(1, :count) n")
                .param("count", BareSql.CONTACTS)
                .update();
        sql.sql("vacuum analyze").update();
    }

    Contender newPause() {
        return Loop.of("BotPauses.report", n -> report("joins-" + n));
    }

    /** Contacts paused by messages, all in one or two windows, which then are over. */
    Contender timers() {
        return Contender.of("the server's settings", () -> {
            Loop.times(JOINED, n -> report("window-" + n));
            makeDue();
            return JOINED / drain();
        });
    }

    Contender bulkPause() {
        return Contender.of("BulkChanges.change, and its jobs", () -> {
            makeDue();
            drain();
            long start = System.nanoTime();
            pauseAll();
            return BareSql.CONTACTS * 1e9 / (System.nanoTime() - start);
        });
    }

    Contender bulkReactivation() {
        return Contender.of("the timers of its process instances", () -> {
            makeDue();
            drain();
            pauseAll();
            makeDue();
            return BareSql.CONTACTS / drain();
        });
    }

    private void pauseAll() throws InterruptedException {
        bulk.change(
                StatusRequest.byPerson(
                        BotStatus.SNOOZED, new Reactivation.After(Duration.ofHours(24)), null, "anna"),
                listed);
        drain();
    }

    private void report(String contact) {
        pauses.report(new Trigger(
                new ContactId(contact), Cause.MANUAL_MESSAGE, null, "sms", "anna", Instant.now(), Map.of()));
    }

    /** Makes all deadlines due. */
    private void makeDue() {
        sql.sql("""
                with held as (update bot_hold set until = now()),
                     opened as (update bot_cohort set window_end = window_end - interval '1 day 1 minute'),
                     timers as (update act_ru_job set duedate_ = localtimestamp)
                update contact_bot set snoozed_until = now() where snoozed_until > '-infinity'""").update();
    }

    private double drain() throws InterruptedException {
        return host.work(JobQuery::executable);
    }
}
