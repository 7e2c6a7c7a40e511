package io.botstatus.bench;

import io.botstatus.PausedContactGenerator;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.Trigger;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long a permit takes while the same node drains a hundred thousand timers and gets new pauses, at half of the rate that it
 * reaches alone. Permits are asked for at a fixed rate, so the same number of them is measured with and without that load.
 */
final class PermitsUnderLoad {

    private static final int TIMERS = Integer.getInteger("contacts", 100_000);
    private static final int PERMITS_PER_SECOND = 500;
    private static final Duration MEASURED = Duration.ofSeconds(Loop.SECONDS);
    private static final String STORM = "storm";

    private final CamundaHost host = CamundaHost.start("spring.config.location=file:src/main/resources/application.yaml");
    private final BotPauses pauses = host.bean(BotPauses.class);
    private final ReplyPermits permits = host.bean(ReplyPermits.class);
    private final double pausesPerSecond;

    PermitsUnderLoad() {
        JdbcClient sql = host.patient();
        sql.sql("create index bot_idx_job_duedate on act_ru_job (duedate_)").update();
        sql.sql("create index bot_idx_job_locked on act_ru_job (process_instance_id_) where lock_owner_ is not null")
                .update();
        sql.sql("update bot_settings set message_limit = 1000000").update();
        sql.sql("insert into contact_bot (contact_id) select 'active-' || n from generate_series(0, :last) n")
                .param("last", Ours.ACTIVE - 1)
                .update();
        pausesPerSecond = mostPauses() / 2;
        pauses.report(message(STORM));
        new PausedContactGenerator(sql, STORM).copy(TIMERS - 1, Duration.ZERO);
        makeDue(sql);
        sql.sql("vacuum analyze").update();
    }

    /** The second of two rounds: the first warms up. */
    private double mostPauses() {
        Contender pausing = Loop.of("", n -> pauses.report(message("new-" + n)));
        try {
            pausing.round().run();
            return pausing.round().run().value();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Only the timers of the storm, everywhere at the same moment. */
    private static void makeDue(JdbcClient sql) {
        sql.sql("""
                        with contacts as (
                          update contact_bot set snoozed_until = now() where contact_id like 'storm%'
                        ), holds as (
                          update bot_hold set until = now() where contact_id like 'storm%' returning process_instance_id
                        )
                        update act_ru_job set duedate_ = now()
                         where process_instance_id_ in (select process_instance_id from holds)""").update();
    }

    Contender quiet() {
        return new Contender("without that load", () -> figure(permits()));
    }

    Contender loaded() {
        return new Contender("the server's settings", () -> {
            host.executor().start();
            Paced pausing = Paced.start(
                    pausesPerSecond, MEASURED.plusSeconds(1), n -> pauses.report(message("new-" + n)));
            Thread.sleep(1000); // the load is at work, by the real clock
            Latency latency = permits();
            pausing.await();
            host.executor().shutdown();
            return figure(latency);
        });
    }

    private Latency permits() throws InterruptedException {
        return Paced.start(
                        PERMITS_PER_SECOND,
                        MEASURED,
                        n -> permits.ask(new ContactId("active-" + n * 7919 % Ours.ACTIVE), "reply " + n, null))
                .await();
    }

    private static Figure figure(Latency latency) {
        return new Figure(latency.high(), latency);
    }

    private static Trigger message(String contact) {
        return new Trigger(
                new ContactId(contact), Cause.MANUAL_MESSAGE, null, "sms", "anna", Instant.now(), Map.of());
    }
}
