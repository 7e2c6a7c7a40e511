package io.botstatus.server.camunda;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The server's additions to the engine's database at the engine's start: zones of due dates, indexes, and a lock for the whole start.
 *
 * <p>The engine checks whether its tables exist and then creates them, without a lock, so one of two nodes that start on an empty
 * database would fail. So a node holds an advisory lock of the database from before the first check until everything exists, and
 * the next node waits. A node that dies loses its connection and with it the lock.
 */
@Component
final class EngineSetUp extends AbstractProcessEnginePlugin {

    /**
     * Indexes that the engine lacks. The job executor asks once a second for due jobs, and would read the timers of all paused
     * contacts each time. It also asks whether another job of the same instance is running, for which PostgreSQL would read all
     * jobs without an index on the locked ones. To forget a contact, the plugin asks which of all flows with a variable
     * {@code contactId} know this contact.
     */
    private static final List<String> INDEXES = List.of(
            "create index if not exists bot_idx_job_duedate on act_ru_job (duedate_)",
            "create index if not exists bot_idx_job_locked on act_ru_job (process_instance_id_) where lock_owner_ is not null",
            "create index if not exists bot_idx_variable_contact on act_ru_variable (text_) where name_ = 'contactId'",
            "create index if not exists bot_idx_varinst_contact on act_hi_varinst (text_) where name_ = 'contactId'");

    /**
     * Gives the times by which jobs and external tasks are acquired a zone, which the engine's tables lack. Without one they count as
     * clocks in the JVM's zone show them, and in the hour that daylight saving repeats a timer would come an hour early or late. The
     * driver sends and reads times with their offset, so the engine works with either type, on older nodes too. PostgreSQL reads
     * the present times in the zone of the session, which is that of the JVM that wrote them.
     */
    private static final List<String> ZONES = List.of(
            withZone("act_ru_job", "duedate_", "lock_exp_time_"), withZone("act_ru_ext_task", "lock_exp_time_"));

    private final DataSource dataSource;
    private @Nullable StartLock lock;

    EngineSetUp(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        try {
            lock = StartLock.take(dataSource);
        } catch (SQLException e) {
            throw new IllegalStateException("Can't take the start lock of the database", e);
        }
        configuration.setCustomSessionFactories(List.of(FairJobAcquisition.asked(JdbcClient.create(dataSource))));
        configuration.setCustomPreCommandInterceptorsTxRequired(List.of(new CorrelationRetry()));
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        try {
            alterTables();
            if (lock != null) {
                lock.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Can't add zones and indexes to the engine's tables", e);
        }
    }

    /** Each statement alone, on a connection of its own: together they would wait for nodes that wait for them. */
    private void alterTables() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, StartLock.NO_LIMIT);
            for (String zone : ZONES) {
                statement.execute(zone);
            }
            for (String index : INDEXES) {
                statement.execute(index);
            }
        }
    }

    private static String withZone(String table, String... columns) {
        return """
                do $$ begin
                  if exists (select from pg_attribute
                              where attrelid = '%s'::regclass and attname = '%s' and atttypid = 'timestamp'::regtype) then
                    alter table %s %s;
                  end if;
                end $$""".formatted(
                        table,
                        columns[0],
                        table,
                        Arrays.stream(columns)
                                .map(column -> "alter " + column + " type timestamptz")
                                .collect(Collectors.joining(", ")));
    }
}
