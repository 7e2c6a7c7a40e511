package io.botstatus.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.botstatus.TestDatabase;
import io.botstatus.database.UnsuitableDatabaseException;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.StatusRequest;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Reactivation;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The plugin's tables are where the engine's are, in each schema of the database; and a start that cannot work leaves nothing there. */
@ExtendWith(OutputCaptureExtension.class)
class SchemaTest {

    private final String database = TestDatabase.newDatabase();
    private final JdbcClient sql = JdbcClient.create(new DriverManagerDataSource(database));

    @Test
    void eachSchemaHasItsOwnEngineAndContacts() {
        sql.sql("create schema tenant_a").update();
        sql.sql("create schema tenant_b").update();
        try (HostApplication first = HostApplication.start(database + "&currentSchema=tenant_a");
                HostApplication second = HostApplication.start(database + "&currentSchema=tenant_b")) {
            pause(first, "c-1");
            pause(second, "c-2");

            assertThat(first.sql()
                            .sql("select contact_id from contact_bot")
                            .query(String.class)
                            .list())
                    .containsExactly("c-1");
            assertThat(tables("tenant_b"))
                    .contains("act_ru_execution", "bot_hold")
                    .isEqualTo(tables("tenant_a"));
            assertThat(tables("public")).isEmpty();
            assertThat(second.context()
                            .getBean(RuntimeService.class)
                            .createProcessInstanceQuery()
                            .list())
                    .singleElement()
                    .satisfies(pause -> assertThat(pause.getBusinessKey()).isEqualTo("c-2"));
        }
        HostApplication.start(database + "&currentSchema=tenant_b").close(); // finds what is there
    }

    /** The engine asks for the schema's name as a pattern. */
    @Test
    void aSchemaWhoseNameMeansAnotherEnginesTooEndsTheStart(CapturedOutput log) {
        sql.sql("create schema tenant1").update();
        sql.sql("create schema tenant_").update();
        HostApplication.start(database + "&currentSchema=tenant1").close();
        List<String> before = tables();

        refused(
                log,
                "would take the tables of the schema 'tenant1' for its own",
                "Give the schema a name",
                database + "&currentSchema=tenant_");

        assertThat(tables()).isEqualTo(before);
    }

    /** As for a user with a schema of its own and an engine from before: PostgreSQL's default search path has both. */
    @Test
    void theEngineStaysInTheSchemaOfTheSearchPathThatHasIt() {
        HostApplication.start(database).close();
        sql.sql("create schema later").update();

        try (HostApplication host = HostApplication.start(database + "&currentSchema=later,public")) {
            pause(host, "c-1");
        }
        assertThat(tables("later")).noneMatch(table -> table.startsWith("act_"));
    }

    @Test
    void aPrefixThatNamesTheConnectionsSchemaIsFollowed() {
        sql.sql("create schema foo").update();

        try (HostApplication host =
                HostApplication.start(database + "&currentSchema=foo", "camunda.bpm.database.table-prefix=foo.")) {
            pause(host, "c-1");
        }
        assertThat(tables("public")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "camunda.bpm.database.table-prefix=foo.  | the prefix 'foo.'       | Remove the prefix | ?currentSchema=foo",
                "camunda.bpm.database.table-prefix=CRM_  | the prefix 'CRM_'       | Remove the prefix | ?currentSchema=NAME",
                "camunda.bpm.database.schema-name=foo    | in the schema 'foo'     | Name the schema   | ?currentSchema=foo"
            })
    void anotherPlaceForTheEnginesTablesEndsTheStart(
            String setting, String what, String action, String address, CapturedOutput log) {
        sql.sql("create schema foo").update();

        refused(log, what, action + ".*" + address.replace("?", "\\?"), database, setting);
        assertThat(tables()).isEmpty();
    }

    @Test
    void aSchemaThatIsNotThereEndsTheStart(CapturedOutput log) {
        refused(
                log,
                "No schema of the connection's search path exists: nowhere.",
                "Create the schema",
                database + "&currentSchema=nowhere");
        assertThat(tables()).isEmpty();
    }

    @Test
    void aUserWhoMayNotCreateTablesEndsTheStart(CapturedOutput log) {
        String role = "guest_" + database.replaceAll(".*/(\\w+).*", "$1");
        sql.sql("create role " + role + " login").update();

        refused(
                log,
                "The database user '" + role + "' may not create tables in the schema 'public'.",
                "Run as the owner of the schema: grant create on schema public to " + role,
                database.replace("user=postgres", "user=" + role),
                "spring.datasource.username=" + role);
        assertThat(tables()).isEmpty();
    }

    /** The owner has created them, and upgrades them. */
    @Test
    void aUserWhoMayNotCreateTablesCanUseThoseThatAreThere() {
        HostApplication.start(database).close();
        String role = "user_" + database.replaceAll(".*/(\\w+).*", "$1");
        sql.sql("create role " + role + " login").update();
        sql.sql("grant all on all tables in schema public to " + role).update();
        sql.sql("grant all on all sequences in schema public to " + role).update();

        try (HostApplication host = HostApplication.start(
                database.replace("user=postgres", "user=" + role), "spring.datasource.username=" + role)) {
            pause(host, "c-1");
        }
    }

    private void refused(CapturedOutput log, String description, String action, String url, String... settings) {
        Throwable failure = catchThrowable(() -> HostApplication.start(url, settings));

        assertThat(failure).hasRootCauseInstanceOf(UnsuitableDatabaseException.class);
        assertThat(log.getOut())
                .contains("APPLICATION FAILED TO START", description)
                .containsPattern("Action:\\s+" + action)
                .doesNotContain("\tat ");
    }

    private List<String> tables() {
        return sql.sql("""
                        select schemaname || '.' || tablename from pg_tables
                         where schemaname not in ('pg_catalog', 'information_schema') order by 1""").query(String.class).list();
    }

    private List<String> tables(String schema) {
        return sql.sql("select tablename from pg_tables where schemaname = :schema order by 1")
                .param("schema", schema)
                .query(String.class)
                .list();
    }

    private static void pause(HostApplication host, String contact) {
        host.context()
                .getBean(BotPauses.class)
                .request(
                        ContactId.of(contact),
                        StatusRequest.byPerson(BotStatus.INACTIVE, new Reactivation.Never(), null, "anna"),
                        null);
    }
}
