package io.botstatus.engine.history;

import io.botstatus.engine.model.BundledVersions;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gives an engine one row of history for each instance of a bundled process, and sets when this row may be cleaned up in the
 * statement that ends it.
 */
public final class ReducedHistory {

    private final BundledVersions bundled;
    private final JdbcClient sql;

    public ReducedHistory(BundledVersions bundled, JdbcClient sql) {
        this.bundled = bundled;
        this.sql = sql;
    }

    /** Before the engine's own set-up: makes the engine's events ours, unless the host has a producer of its own. */
    public void produceEvents(ProcessEngineConfigurationImpl configuration) {
        if (configuration.getHistoryEventProducer() == null) {
            configuration.setHistoryEventProducer(new RemovalTimeProducer(bundled, new KeptHistory(sql)));
        }
    }

    /** Reduces the level, unless it is reduced already, or not known yet because the engine reads it from the database. */
    public void reduceLevel(ProcessEngineConfigurationImpl configuration) {
        HistoryLevel level = configuration.getHistoryLevel();
        if (level != null && !(level instanceof ReducedHistoryLevel)) {
            configuration.setHistoryLevel(new ReducedHistoryLevel(level, bundled));
        }
    }
}
