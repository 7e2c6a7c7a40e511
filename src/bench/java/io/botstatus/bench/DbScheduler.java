package io.botstatus.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A timer without a process: db-scheduler wakes up to note that the bot answers again. In its faster polling mode
 * (lock-and-fetch), with as many threads as the server's job executor.
 */
final class DbScheduler {

    private static final int TASKS = 5_000;
    private static final int THREADS = 8;

    private final HikariDataSource pool = Pool.toNewDatabase();
    private final JdbcClient sql = JdbcClient.create(pool);
    private final PlainContacts contacts = PlainContacts.create(sql);
    private final OneTimeTask<Void> reactivate =
            Tasks.oneTime("reactivate").execute((task, context) -> contacts.note(task.getId(), false));
    private final SchedulerClient client =
            SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(pool), reactivate).build();
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));

    DbScheduler() {
        // From db-scheduler's own postgresql_tables.sql.
        sql.sql("""
                create table scheduled_tasks (
                  task_name text not null,
                  task_instance text not null,
                  task_data bytea,
                  execution_time timestamp with time zone not null,
                  picked boolean not null,
                  picked_by text,
                  last_success timestamp with time zone,
                  last_failure timestamp with time zone,
                  consecutive_failures int,
                  last_heartbeat timestamp with time zone,
                  version bigint not null,
                  priority smallint,
                  primary key (task_name, task_instance));
                create index execution_time_idx on scheduled_tasks (execution_time);
                create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
                create index priority_execution_time_idx on scheduled_tasks (priority desc, execution_time asc);
                """).update();
    }

    /** Both rows in one transaction, as a pause has to be. */
    Contender schedule() {
        return Loop.of(
                "db-scheduler: upsert and schedule",
                n -> transaction.executeWithoutResult(status -> {
                    String contact = "new-" + n;
                    contacts.note(contact, true);
                    client.scheduleIfNotExists(reactivate.instance(contact), Instant.now().plus(Duration.ofHours(24)));
                }));
    }

    Contender execute() {
        return Contender.of("db-scheduler, lock-and-fetch: execute", () -> {
            client.scheduleBatch(
                    IntStream.range(0, TASKS).mapToObj(n -> reactivate.instance("timer-" + n)), Instant.now());
            Scheduler scheduler = Scheduler.create(pool, reactivate)
                    .pollUsingLockAndFetch(0.5, 1.0)
                    .threads(THREADS)
                    .pollingInterval(Duration.ofMillis(100))
                    .build();
            long start = System.nanoTime();
            scheduler.start();
            while (isAnyDue()) {
                Thread.sleep(20); // the scheduler is at work, by the real clock
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            scheduler.stop();
            return TASKS / seconds;
        });
    }

    private boolean isAnyDue() {
        return sql.sql("select exists (select from scheduled_tasks where execution_time <= now())")
                .query(Boolean.class)
                .single();
    }
}
