package io.botstatus.bench;

import io.botstatus.PausedContactGenerator;
import io.botstatus.pause.BotPauses;
import io.botstatus.repair.ConsistencyCheck;
import io.botstatus.pause.StatusRequest;
import io.botstatus.pause.Trigger;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.PausedContacts;
import io.botstatus.status.hold.Reactivation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AcquireJobsCmd;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.runtime.JobQuery;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The plugin, with the settings of the server, on a database where many contacts are paused already. */
final class Ours {

    /** The prefix of a paused contact's id, and of an active one's. */
    static final String PAUSED = "paused";

    static final int ACTIVE = 10_000;
    static final int TIMERS = 600;

    private static final int PAGE = 50;

    private final CamundaHost host = CamundaHost.start("spring.config.location=file:src/main/resources/application.yaml");
    private final BotPauses pauses = host.bean(BotPauses.class);
    private final ContactStates states = host.bean(ContactStates.class);
    private final ReplyPermits permits = host.bean(ReplyPermits.class);
    private final int paused;

    Ours(int paused) {
        this.paused = paused;
        JdbcClient sql = host.patient();
        // The server creates this index itself.
        sql.sql("create index bot_idx_job_duedate on act_ru_job (duedate_)").update();
        sql.sql("create index bot_idx_job_locked on act_ru_job (process_instance_id_) where lock_owner_ is not null")
                .update();
        sql.sql("update bot_settings set message_limit = 1000000").update();
        // Paused by a message, as the holds that repeats meet are.
        pauses.report(message(PAUSED));
        // With deadlines of the next 12 to 24 hours, which every repeat moves.
        new PausedContactGenerator(sql, PAUSED).copy(paused, Duration.ofHours(-12).dividedBy(paused));
        sql.sql("insert into contact_bot (contact_id) select 'active-' || n from generate_series(0, :last) n")
                .param("last", ACTIVE - 1)
                .update();
        sql.sql("vacuum analyze").update();
    }

    String jdbcUrl() {
        return host.jdbcUrl();
    }

    JdbcClient sql() {
        return JdbcClient.create(host.bean(DataSource.class));
    }

    ConsistencyCheck consistency() {
        return host.bean(ConsistencyCheck.class);
    }

    int paused() {
        return paused;
    }

    Contender statusRead() {
        return Loop.of("ContactStates.of", n -> states.of(new ContactId(pausedContact(n))));
    }

    Contender permit() {
        return Loop.of(
                "ReplyPermits.ask",
                n -> permits.ask(new ContactId("active-" + n * 7919 % ACTIVE), "reply " + n, null));
    }

    Contender repeat() {
        return Loop.of("BotPauses.report", n -> pauses.report(message(pausedContact(n))));
    }

    Contender newPause() {
        return Loop.of("BotPauses.report", n -> pauses.report(message("new-" + n)));
    }

    Contender listPage() {
        return Loop.of(
                "ContactStates.paused",
                n -> states.paused(new PausedContacts(
                        null,
                        null,
                        "",
                        n % 2 == 0 ? PausedContacts.Order.CONTACT_ID : PausedContacts.Order.REACTIVATE_AT,
                        null,
                        PAGE)));
    }

    /** The query of an idle job executor: is any job due? */
    Contender acquisition() {
        ProcessEngineConfigurationImpl engine = host.bean(ProcessEngineConfigurationImpl.class);
        AcquireJobsCmd command = new AcquireJobsCmd(host.bean(JobExecutor.class));
        return Loop.of(
                "the engine's AcquireJobsCmd",
                n -> engine.getCommandExecutorTxRequired().execute(command));
    }

    Contender timers() {
        return Contender.of("the server's settings", () -> {
            pauseUntilNow();
            return TIMERS / drain();
        });
    }

    Contender pauseAndDrain() {
        return Contender.of("the server's settings", () -> {
            long start = System.nanoTime();
            pauseUntilNow();
            double pausing = (System.nanoTime() - start) / 1e9;
            return TIMERS / (pausing + drain());
        });
    }

    private void pauseUntilNow() throws InterruptedException {
        Loop.times(
                TIMERS,
                n -> pauses.request(
                        new ContactId("timer-" + n),
                        StatusRequest.byPerson(
                                BotStatus.SNOOZED, new Reactivation.After(Duration.ofMillis(1)), null, "ben"),
                        null));
    }

    /** The timers of the other pauses are not due. */
    private double drain() throws InterruptedException {
        return host.drain(JobQuery::executable);
    }

    private String pausedContact(long n) {
        return PAUSED + "-" + (1 + n * 7919 % paused);
    }

    private static Trigger message(String contact) {
        return new Trigger(
                new ContactId(contact), Cause.MANUAL_MESSAGE, null, "sms", "anna", Instant.now(), Map.of());
    }
}
