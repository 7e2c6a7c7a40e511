package io.botstatus.bench;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bare SQL of a bulk change: one statement each way, without any checks, on the plugin's own tables. */
final class BareSql {

    static final int CONTACTS = 100_000;

    private final JdbcClient sql = JdbcClient.create(
            CamundaHost.start("spring.config.name=none").bean(DataSource.class));

    /** The contacts were seen before, as most contacts of a list are. */
    BareSql() {
        sql.sql("insert into contact_bot (contact_id) select 'bulk-' || n from generate_series(1, :count) n")
                .param("count", CONTACTS)
                .update();
        sql.sql("vacuum analyze").update();
    }

    Contender pause() {
        return Contender.of("the bare SQL of the same rows", () -> {
            reactivateAll();
            return rate(this::pauseAll);
        });
    }

    Contender reactivation() {
        return Contender.of("the bare SQL of the same rows", () -> {
            reactivateAll();
            pauseAll();
            return rate(this::reactivateAll);
        });
    }

    private static double rate(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return CONTACTS * 1e9 / (System.nanoTime() - start);
    }

    private void pauseAll() {
        sql.sql("""
                        with held as (
                          insert into bot_hold (contact_id, cause, status, since, until, set_by, process_instance_id)
                          select contact_id, 'manual_change', 'snoozed', now(), now() + interval '24 hours', 'anna', 'bare'
                            from contact_bot where contact_id like 'bulk-%'
                          returning contact_id, until
                        ), told as (
                          insert into bot_event (contact_id, at, type, cause, status_before, status_after, until, set_by,
                                                 process_instance_id)
                          select contact_id, now(), 'placed', 'manual_change', 'active', 'snoozed', until, 'anna', 'bare'
                            from held
                        )
                        update contact_bot c set snoozed_until = held.until, epoch = nextval('bot_epoch')
                          from held where c.contact_id = held.contact_id""").update();
    }

    private void reactivateAll() {
        sql.sql("""
                        with gone as (
                          delete from bot_hold where process_instance_id = 'bare' returning contact_id, until
                        ), told as (
                          insert into bot_event (contact_id, at, type, cause, status_before, status_after, until,
                                                 process_instance_id)
                          select contact_id, now(), 'expired', 'manual_change', 'snoozed', 'active', until, 'bare' from gone
                        )
                        update contact_bot c set snoozed_until = '-infinity', epoch = nextval('bot_epoch')
                          from gone where c.contact_id = gone.contact_id""").update();
    }
}
