package io.botstatus.engine;

import io.botstatus.database.BotDatabase;
import io.botstatus.database.EngineTables;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;

/**
 * Tells the engine the schema of its tables where other schemas of the database have engines too. By default it looks for its tables
 * in all of them, so it would take those of another engine for its own, and create none.
 */
final class EngineSchema extends AbstractProcessEnginePlugin {

    private final BotDatabase database;

    EngineSchema(BotDatabase database) {
        this.database = database;
    }

    static EngineTables tables(@Nullable String prefix, @Nullable String schema) {
        return new EngineTables("act_ge_property", prefix, schema);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        // The host's code may have set others than the settings.
        database.check(tables(configuration.getDatabaseTablePrefix(), configuration.getDatabaseSchema()));
        if (database.hasOtherEngines()) {
            configuration.setDatabaseSchema(database.engineSchema());
            configuration.setDatabaseTablePrefix(database.engineSchema() + "."); // the engine wants both
        }
    }
}
