package io.botstatus.server.security.login;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The server's own tables, beside the plugin's, with a Flyway history of its own: a host application guards its API itself. */
public final class ServerSchema {

    private ServerSchema() {}

    /** Flyway lets one node after the other do it. */
    public static void migrate(DataSource dataSource) {
        Flyway.configure()
                .dataSource(dataSource)
                .table("bot_server_schema_history")
                .locations("classpath:db/botstatus-server")
                // Others' tables may be there already, so the schema is not empty; ours begin after version 0.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
