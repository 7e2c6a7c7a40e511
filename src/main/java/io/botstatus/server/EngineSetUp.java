package io.botstatus.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the server adds to the engine's database while the engine starts: indexes, the admin and the key of panels.
 *
 * <p>The engine looks whether its tables are there and then makes them, without a lock: of two nodes that start on an
 * empty database one would fail. So from before the first look until everything is there, a node holds an advisory lock
 * of the database, and the next one waits. A node that dies loses its connection and with it the lock.
 */
@Component
final class EngineSetUp extends AbstractProcessEnginePlugin {

    /** Any number will do that no other program on this database takes for a lock: "botstatu" as ASCII. */
    private static final long LOCK = 0x626f747374617475L;

    /**
     * The engine brings none of them. The job executor asks once a second for jobs that are due; it would read all timers of all
     * paused contacts each time. And it asks whether another job of the same instance is at work, for which PostgreSQL would read
     * all jobs too, unless those that are at work are easily read.
     */
    static final List<String> INDEXES = List.of(
            "create index if not exists bot_idx_job_duedate on act_ru_job (duedate_)",
            "create index if not exists bot_idx_job_locked on act_ru_job (process_instance_id_) where lock_owner_ is not null");

    private final DataSource dataSource;
    private final AdminAccount admin;
    private final PanelKey panelKey;
    private @Nullable Connection lockHolder;

    EngineSetUp(DataSource dataSource, AdminAccount admin, PanelKey panelKey) {
        this.dataSource = dataSource;
        this.admin = admin;
        this.panelKey = panelKey;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        try {
            lockHolder = dataSource.getConnection();
            execute(lockHolder, "select pg_advisory_lock(" + LOCK + ")");
        } catch (SQLException e) {
            throw new IllegalStateException("Can't take the start lock of the database", e);
        }
        configuration.setCustomSessionFactories(List.of(JobsFromBothEnds.asked()));
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        AdminUser.create(engine, admin);
        panelKey.keepIn(engine.getManagementService());
        try (Connection connection = lockHolder) {
            if (connection != null) {
                for (String index : INDEXES) {
                    execute(connection, index);
                }
                // Jobs of a time when they needed none would never be found (ensure-job-due-date-not-null).
                execute(connection, "update act_ru_job set duedate_ = localtimestamp where duedate_ is null");
                execute(connection, "select pg_advisory_unlock(" + LOCK + ")");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Can't add the indexes on the engine's jobs", e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
