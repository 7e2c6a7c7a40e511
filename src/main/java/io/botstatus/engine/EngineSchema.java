package io.botstatus.engine;

import io.botstatus.database.BotDatabase;
import io.botstatus.database.EngineTables;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/**
 * Tells the engine the schema of its tables where other schemas of the database have engines too. By default it looks for its tables
 * in all of them, so it would take those of another engine for its own, and create none.
 */
final class EngineSchema extends AbstractProcessEnginePlugin {

    private final BotDatabase database;

    EngineSchema(BotDatabase database) {
        this.database = database;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        EngineTables tables =
                new EngineTables(configuration.getDatabaseTablePrefix(), configuration.getDatabaseSchema());
        database.check(tables); // also those that the host sets in its code
        if (database.hasOtherEngines()) {
            configuration.setDatabaseSchema(database.engineSchema());
            configuration.setDatabaseTablePrefix(database.engineSchema() + "."); // the engine wants both
        }
    }
}
