package io.botstatus.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.LongRunning;
import io.botstatus.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flyway arrives with the plugin: what Spring Boot's own Flyway then does to host applications of every kind. */
@LongRunning
class HostMigrationsTest {

    private static final String[] OWN_TABLES = {
        "bot_bulk_change",
        "bot_bulk_change_contact",
        "bot_bulk_change_left",
        "bot_bulk_change_pause",
        "bot_cohort",
        "bot_event",
        "bot_hold",
        "bot_message",
        "bot_notification",
        "bot_notification_queue",
        "bot_schema_history",
        "bot_settings",
        "bot_settings_event",
        "contact_bot"
    };

    private final String database = TestDatabase.newDatabase();

    @TempDir
    Path migrations = Path.of("");

    @Test
    void aHostWithoutMigrationsStartsOnAnEmptyDatabaseAndGetsNoHistory() {
        try (HostApplication host = HostApplication.start(database)) {
            assertThat(host.tables()).containsExactly(OWN_TABLES);
        }
    }

    @Test
    void aHostWithoutMigrationsStartsOnADatabaseThatTheEngineHasUsed() {
        try (HostApplication before = HostApplication.start(database, "botstatus.enabled=false")) {
            assertThat(before.tables()).isEmpty();
        }

        try (HostApplication host = HostApplication.start(database)) {
            assertThat(host.tables()).containsExactly(OWN_TABLES);
        }
        try (HostApplication again = HostApplication.start(database)) {
            assertThat(again.tables()).containsExactly(OWN_TABLES);
        }
    }

    @Test
    void theMigrationsOfAHostRunOnAnEmptyDatabaseBeforeThePluginAndTheEngineMakeTheirTables() throws IOException {
        migration(
                "V1__own_table.sql",
                "create table own as select count(*) as tables_before from pg_tables"
                        + " where schemaname = 'public' and tablename <> 'flyway_schema_history'");

        try (HostApplication host = startWithMigrations()) {
            assertThat(host.tables()).contains(OWN_TABLES).contains("own", "flyway_schema_history");
            assertThat(host.sql()
                            .sql("select tables_before from own")
                            .query(Integer.class)
                            .single())
                    .isZero();
            assertThat(host.context()
                            .getBean(RuntimeService.class)
                            .createProcessInstanceQuery()
                            .count())
                    .isZero();
        }

        migration("V2__own_data.sql", "insert into own values (7)");
        try (HostApplication host = startWithMigrations()) {
            assertThat(host.sql()
                            .sql("select count(*) from own")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(2);
            assertThat(host.sql()
                            .sql("select script from flyway_schema_history order by 1")
                            .query(String.class)
                            .list())
                    .containsExactly("V1__own_table.sql", "V2__own_data.sql");
            assertThat(host.sql()
                            .sql("select script from bot_schema_history where type = 'SQL'")
                            .query(String.class)
                            .list())
                    .isNotEmpty()
                    .noneMatch(script -> script.contains("own_"));
        }
    }

    private HostApplication startWithMigrations() {
        return HostApplication.start(database, "spring.flyway.locations=filesystem:" + migrations);
    }

    private void migration(String name, String sql) throws IOException {
        Files.writeString(migrations.resolve(name), sql);
    }
}
