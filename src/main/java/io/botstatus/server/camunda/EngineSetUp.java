package io.botstatus.server.camunda;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the server adds to the engine's database while the engine starts: indexes; and the lock for whatever else is added meanwhile.
 *
 * <p>The engine looks whether its tables are there and then makes them, without a lock: of two nodes that start on an
 * empty database one would fail. So from before the first look until everything is there, a node holds an advisory lock
 * of the database, and the next one waits. A node that dies loses its connection and with it the lock.
 */
@Component
final class EngineSetUp extends AbstractProcessEnginePlugin {

    /**
     * The engine brings none of them. The job executor asks once a second for jobs that are due; it would read all timers of all
     * paused contacts each time. And it asks whether another job of the same instance is at work, for which PostgreSQL would read
     * all jobs too, unless those that are at work are easily read. Who forgets a contact asks which flows of builders know it, of
     * all that have such a variable.
     */
    private static final List<String> INDEXES = List.of(
            "create index if not exists bot_idx_job_duedate on act_ru_job (duedate_)",
            "create index if not exists bot_idx_job_locked on act_ru_job (process_instance_id_) where lock_owner_ is not null",
            "create index if not exists bot_idx_variable_contact on act_ru_variable (text_) where name_ = 'contactId'",
            "create index if not exists bot_idx_varinst_contact on act_hi_varinst (text_) where name_ = 'contactId'");

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
        configuration.setCustomSessionFactories(List.of(FairJobAcquisition.asked()));
        configuration.setCustomPreCommandInterceptorsTxRequired(List.of(new CorrelationRetry()));
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        try (StartLock held = lock) {
            if (held != null) {
                for (String index : INDEXES) {
                    held.execute(index);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Can't add the indexes on the engine's tables", e);
        }
    }
}
