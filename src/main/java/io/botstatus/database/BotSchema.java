package io.botstatus.database;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The plugin's own tables, beside those of the engine and of the host application, with a Flyway history of their own. */
final class BotSchema {

    private static final String HISTORY = "bot_schema_history";
    /** One table of every script that creates any. */
    private static final List<String> TABLES = List.of(
            "bot_settings",
            "contact_bot",
            "bot_hold",
            "bot_event",
            "bot_message",
            "bot_notification",
            "bot_bulk_change",
            "bot_cohort");

    private final JdbcClient sql;
    private final Flyway flyway;

    BotSchema(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
        this.flyway = Flyway.configure()
                .dataSource(new RetryingDataSource(dataSource))
                .table(HISTORY)
                .locations("classpath:db/botstatus")
                // The engine's tables may be there already, so the schema is not empty; ours begin after version 0.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    /** Whether {@link #migrate} has anything to do. */
    boolean isBehind() {
        return !exists(HISTORY) || flyway.info().pending().length > 0;
    }

    void migrate() {
        flyway.migrate();
    }

    /**
     * Checks that the tables of {@link #migrate} exist, and changes nothing.
     *
     * @throws UnsuitableDatabaseException if not
     */
    void verify() {
        String missing = missing();
        if (!missing.isEmpty()) {
            throw new UnsuitableDatabaseException(
                    "Missing in the engine's database: %s. botstatus.schema.enabled is false, so contact bot status expects them there."
                            .formatted(missing),
                    "Run the scripts that are still to be run, in the order of their numbers: %s in the folder db/botstatus of the plugin's jar. Or set botstatus.schema.enabled to true, and the plugin runs them itself."
                            .formatted(scripts()));
        }
    }

    private String missing() {
        String tables = sql.sql("""
                        select string_agg(name, ', ' order by name) from unnest(:tables::text[]) name
                         where to_regclass(name) is null""")
                .param("tables", TABLES.toArray(String[]::new))
                .query(String.class)
                .optional()
                .orElse("");
        if (!tables.isEmpty() || !exists(HISTORY)) {
            return tables.isEmpty() ? "" : "the tables " + tables;
        }
        return Arrays.stream(flyway.info().pending())
                .map(migration -> "the changes of " + migration.getScript())
                .collect(Collectors.joining(", "));
    }

    private String scripts() {
        return Arrays.stream(flyway.info().pending())
                .map(migration -> migration.getScript())
                .collect(Collectors.joining(", "));
    }

    private boolean exists(String table) {
        return sql.sql("select to_regclass(:table) is not null")
                .param("table", table)
                .query(Boolean.class)
                .single();
    }
}
