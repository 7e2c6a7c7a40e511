package io.botstatus.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.botstatus.LongRunning;
import io.botstatus.server.Leftovers;
import io.botstatus.server.Release01;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is no superuser in its own database, whether it has just been made or comes from release 0.1. */
class DatabaseRolesTest {

    /** One of each kind of object that an operator may have created by hand in a database of release 0.1. */
    private static final List<String> BY_HAND = List.of(
            "create schema reports",
            "create table reports.day (id bigserial primary key, no int generated always as identity, at date) ",
            "create table reports.part (at date) partition by range (at)",
            "create table reports.part_1 partition of reports.part for values from ('2030-01-01') to ('2031-01-01')",
            "create statistics reports.both on id, no from reports.day",
            "create type reports.mood as enum ('good')",
            "create type reports.pair as (a int, b int)",
            "create type reports.span as range (subtype = int)",
            "create domain reports.short as text check (length(value) < 9)",
            "create view reports.paused as select contact_id from contact_bot",
            "create materialized view reports.kept as select count(*) from bot_event",
            "create sequence reports.numbers",
            "create procedure reports.nothing() language sql as 'select 1'",
            "create aggregate reports.total(int) (sfunc = int4pl, stype = int)");

    @TempDir
    private Path temp;

    private Path data = Path.of("");
    private @Nullable DataFolder folder;
    private @Nullable EmbeddedDatabase database;

    @BeforeEach
    void chooseFolder() {
        data = temp.resolve(".data");
    }

    @AfterEach
    void cleanUp() {
        stop();
        Leftovers.stopBelow(temp);
    }

    @Test
    void theServersRoleCanDoNothingButWorkOnItsTables() throws Exception {
        start();

        assertThat(query("select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls"
                        + " from pg_roles where rolname = current_user"))
                .isEqualTo("f");
        assertThat(query("select count(*) from pg_auth_members where member = current_user::regrole"))
                .isEqualTo("0");
        for (String refused : List.of(
                "copy (select 1) to program 'true'",
                "select pg_read_file('PG_VERSION')",
                "select lo_import('/etc/hostname')",
                "alter system set fsync = off",
                "create role another superuser",
                "create database another",
                "set session authorization botstatus_superuser",
                "select rolpassword from pg_authid")) {
            assertThatThrownBy(() -> execute(refused))
                    .as(refused)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
        execute("create table its_own (word text)");
        execute("drop table its_own");
    }

    @Test
    void theSuperusersPasswordIsInAFileForItsOwnerAndInNoLog() throws Exception {
        assumeTrue(temp.getFileSystem().supportedFileAttributeViews().contains("posix"));
        start();

        Path file = data.resolve("database-superuser-password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String password = Files.readString(file).strip();
        try (Connection superuser = DriverManager.getConnection(url(), "botstatus_superuser", password)) {
            assertThat(query(superuser, "select rolsuper from pg_roles where rolname = current_user"))
                    .isEqualTo("t");
        }
        assertThat(data.resolve("postgresql.log"))
                .content()
                .doesNotContain(password, Objects.requireNonNull(database).getPassword());
    }

    @Test
    void takesOverADataFolderOfRelease01AndLosesNothing() throws Exception {
        Release01.leave(data, BY_HAND);
        String password = Files.readString(data.resolve("database-password")).strip();
        Map<String, String> before = rowsAsOfRelease01();

        start();

        EmbeddedDatabase running = Objects.requireNonNull(database);
        assertThat(running.getUsername()).isEqualTo("botstatus");
        assertThat(running.getPassword()).as("people's own commands go on").isEqualTo(password);
        assertThat(query("select rolsuper from pg_roles where rolname = current_user"))
                .isEqualTo("f");
        assertThat(rows()).isEqualTo(before).containsKeys("public.contact_bot", "public.act_ru_job", "reports.day");
        assertThat(strangersThings()).isEmpty();
        execute("alter table reports.day add column more text");
        execute("create or replace view reports.paused as select contact_id from contact_bot where epoch > 0");
        execute("alter table bot_event add column more text");

        stop();
        start();

        assertThat(query("select count(*) from contact_bot")).isNotEqualTo("0");
    }

    @LongRunning
    @Test
    void takesOverWhenItsFirstTryWasKilledHalfway() throws Exception {
        Path marker = temp.resolve("go on");
        List<String> stall = List.of(
                """
                create function stall() returns event_trigger language plpgsql as $$
                begin
                  if (pg_stat_file('%s', true)).size is null and exists (
                      select from pg_event_trigger_ddl_commands() where object_identity = 'public.bot_hold') then
                    perform pg_sleep(600);
                  end if;
                end $$""".formatted(marker),
                "create event trigger stall on ddl_command_end when tag in ('ALTER TABLE') execute function stall()");
        Release01.leave(data, stall);
        Map<String, String> before = rowsAsOfRelease01();
        DataFolder claimed = DataFolder.claim(data);
        folder = claimed;
        Future<EmbeddedDatabase> firstTry = CompletableFuture.supplyAsync(() -> EmbeddedDatabase.start(claimed));
        awaitStall();

        ProcessHandle postmaster =
                ProcessHandle.of(Long.parseLong(pidFile().get(0))).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
        assertThatThrownBy(() -> firstTry.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(EmbeddedDatabaseException.class);
        stop();
        Files.createFile(marker);
        start();

        assertThat(query("select rolsuper from pg_roles where rolname = current_user"))
                .isEqualTo("f");
        assertThat(rows()).isEqualTo(before);
        assertThat(strangersThings()).isEmpty();
    }

    /** Objects that belong neither to the login nor to PostgreSQL. Event triggers can only belong to superusers. */
    private List<String> strangersThings() throws SQLException {
        List<String> strange = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet all = statement.executeQuery("""
                        select relname from pg_class where oid >= 16384 and relowner <> current_user::regrole
                        union all select proname from pg_proc where oid >= 16384 and proowner <> current_user::regrole
                          and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'i') -- of a range
                        union all select typname from pg_type where oid >= 16384 and typowner <> current_user::regrole
                        union all select nspname from pg_namespace where oid >= 16384 and nspowner <> current_user::regrole
                        union all select stxname from pg_statistic_ext where stxowner <> current_user::regrole
                        union all select datname from pg_database where datname = 'postgres' and datdba <> current_user::regrole
                        """)) {
            while (all.next()) {
                strange.add(all.getString(1));
            }
        }
        return strange;
    }

    private Map<String, String> rowsAsOfRelease01() throws IOException, SQLException {
        try (DataFolder claimed = DataFolder.claim(data)) {
            PostgresTool postgres =
                    new PostgresTool(PostgresBinaries.unpackInto(claimed), claimed.resolve("postgresql-tool.log"));
            try (Postmaster postmaster = Postmaster.start(claimed, claimed.resolve("db"), postgres);
                    Connection connection = superuserOfRelease01(postmaster.port())) {
                return rows(connection);
            }
        }
    }

    private Connection superuserOfRelease01(int port) throws IOException, SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "botstatus",
                Files.readString(data.resolve("database-password")).strip());
    }

    private Map<String, String> rows() throws SQLException {
        try (Connection connection = connect()) {
            return rows(connection);
        }
    }

    /** A digest of the rows of each table. */
    private static Map<String, String> rows(Connection connection) throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet tables =
                        statement.executeQuery("select schemaname || '.' || tablename from pg_tables where schemaname"
                                + " not in ('pg_catalog', 'information_schema')")) {
            while (tables.next()) {
                String table = tables.getString(1);
                String digest = query(
                        connection,
                        "select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from "
                                + table + " t");
                rows.put(table, digest);
            }
        }
        return rows;
    }

    private void awaitStall() throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (System.nanoTime() < end) {
            try (Connection look =
                    superuserOfRelease01(Integer.parseInt(pidFile().get(3)))) {
                if (query(look, "select count(*) from pg_stat_activity where wait_event = 'PgSleep'")
                        .equals("1")) {
                    return;
                }
            } catch (SQLException | IOException | IndexOutOfBoundsException e) {
                // not there yet
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("The take-over did not get halfway");
    }

    private List<String> pidFile() throws IOException {
        return Files.readAllLines(data.resolve("db").resolve("postmaster.pid"));
    }

    private void start() {
        folder = DataFolder.claim(data);
        database = EmbeddedDatabase.start(folder);
    }

    private void stop() {
        if (database != null) {
            database.close();
            database = null;
        }
        if (folder != null) {
            folder.close();
            folder = null;
        }
    }

    private String url() {
        return Objects.requireNonNull(database).getJdbcUrl();
    }

    private Connection connect() throws SQLException {
        EmbeddedDatabase running = Objects.requireNonNull(database);
        return DriverManager.getConnection(url(), running.getUsername(), running.getPassword());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return query(connection, sql);
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
