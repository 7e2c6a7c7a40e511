package io.botstatus.server.security.login;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The server's own tables, beside the plugin's, with a Flyway history of its own. A host application secures its API itself and has
 * none of them.
 */
public final class ServerSchema {

    private ServerSchema() {}

    /** Flyway lets one node after the other run it. */
    public static void migrate(DataSource dataSource) {
        Flyway.configure()
                .dataSource(dataSource)
                .table("bot_server_schema_history")
                .locations("classpath:db/botstatus-server")
                // Other tables may exist already, so the schema is not empty; ours begin after version 0.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
