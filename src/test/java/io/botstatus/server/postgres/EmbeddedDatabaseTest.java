package io.botstatus.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.botstatus.LongRunning;
import io.botstatus.server.Leftovers;
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
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class EmbeddedDatabaseTest {

    @TempDir
    private Path temp;

    private Path data = Path.of("");
    private @Nullable DataFolder folder;
    private @Nullable EmbeddedDatabase database;

    @BeforeEach
    void chooseFolder() {
        data = temp.resolve("a folder");
    }

    @AfterEach
    void cleanUp() {
        stop();
        Leftovers.stopBelow(temp);
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

    @Test
    void keepsItsRowsOverARestart() throws SQLException {
        start();
        execute("create table kept (word text)");
        execute("insert into kept values ('still here')");

        stop();
        start();

        assertThat(query("select word from kept")).isEqualTo("still here");
    }

    @Test
    void writesEveryAcknowledgedChangeToTheDisk() throws SQLException {
        start();

        assertThat(query("show fsync")).isEqualTo("on");
        assertThat(query("show synchronous_commit")).isEqualTo("on");
        assertThat(query("show full_page_writes")).isEqualTo("on");
    }

    @Test
    void asksForAPasswordAndListensOnThisMachineOnly() throws SQLException {
        start();

        assertThat(query("show listen_addresses")).isEqualTo("127.0.0.1");
        assertThatThrownBy(() -> DriverManager.getConnection(url(), "botstatus", "guessed"))
                .hasMessageContaining("password authentication failed");
    }

    @LongRunning
    @Test
    void keepsItsFolderForItsOwner() throws IOException {
        assumeTrue(temp.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Files.createDirectory(data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        start();

        assertThat(rights(data)).isEqualTo("rwx------");
        assertThat(rights(data.resolve("database-password"))).isEqualTo("rw-------");
    }

    @Test
    void takesOverFromADatabaseServerThatAKilledServerLeftRunning() throws Exception {
        start();
        execute("create table kept (word text)");
        ProcessHandle left = ProcessHandle.of(postmasterPid()).orElseThrow();
        abandon();

        start();

        assertThat(postmasterPid()).isNotEqualTo(left.pid());
        assertThat(left.onExit()).succeedsWithin(Duration.ofSeconds(30));
        assertThat(query("select count(*) from kept")).isEqualTo("0");
    }

    @LongRunning
    @Test
    void startsAfterTheDatabaseServerWasKilledToo() throws Exception {
        start();
        execute("create table kept (word text)");
        ProcessHandle postmaster = ProcessHandle.of(postmasterPid()).orElseThrow();
        abandon();
        postmaster.destroyForcibly();
        postmaster.onExit().join();

        start();

        assertThat(query("select count(*) from kept")).isEqualTo("0");
    }

    @LongRunning
    @Test
    void leavesAStrangerAloneWhoGotTheDatabaseServersNumber() throws Exception {
        start();
        Path pidFile = data.resolve("db").resolve("postmaster.pid");
        List<String> lines = new ArrayList<>(Files.readAllLines(pidFile));
        stop();
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            lines.set(0, Long.toString(stranger.pid()));
            Files.write(pidFile, lines);

            start();

            assertThat(query("select 1")).isEqualTo("1");
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @LongRunning
    @Test
    void startsWithAPidFileThatACrashCutOff() throws Exception {
        start();
        stop();
        Files.writeString(data.resolve("db").resolve("postmaster.pid"), "");

        start();

        assertThat(query("select 1")).isEqualTo("1");
    }

    @LongRunning
    @Test
    void makesTheDatabaseAnewWhenItsMakingWasCutOff() throws Exception {
        Path part = Files.createDirectories(data.resolve("db.part-killed"));
        Files.writeString(part.resolve("PG_VERSION"), "17");
        Files.createDirectories(data.resolve("postgresql.part").resolve("bin"));

        start();

        assertThat(query("select 1")).isEqualTo("1");
        assertThat(part).doesNotExist();
        assertThat(data.resolve("postgresql.part")).doesNotExist();
    }

    @LongRunning
    @Test
    void movesAHalfWrittenDatabaseAsideAndDeletesNothingOfIt() throws Exception {
        Path base = Files.createDirectories(data.resolve("db").resolve("base"));
        Files.writeString(base.resolve("1"), "precious");

        start();

        assertThat(query("select 1")).isEqualTo("1");
        assertThat(data.resolve("db.aside-1").resolve("base").resolve("1")).hasContent("precious");
    }

    @Test
    void refusesADatabaseOfAnotherMajorVersionAndLeavesItAsItIs() throws Exception {
        start();
        stop();
        Path version = Files.writeString(data.resolve("db").resolve("PG_VERSION"), "16\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining("was made by PostgreSQL 16");
        assertThat(version).hasContent("16\n");
    }

    @LongRunning
    @Test
    void takesOverFromTheDatabaseServerOfAnotherVersionAndDeletesItsPrograms() throws Exception {
        start();
        execute("create table kept (word text)");
        Path programs = programs();
        stop();
        Path others = data.resolve("postgresql-0123456789ab");
        FileSystemUtils.copyRecursively(programs, others);
        for (String program : List.of("postgres", "pg_ctl")) {
            assertThat(others.resolve("bin").resolve(program).toFile().setExecutable(true))
                    .isTrue();
        }
        try (DataFolder claimed = DataFolder.claim(data)) {
            Postmaster.start(
                    claimed, data.resolve("db"), new PostgresTool(others, data.resolve("postgresql-tool.log")));
        }
        ProcessHandle left = ProcessHandle.of(postmasterPid()).orElseThrow();
        assertThat(left.info().command().orElseThrow()).startsWith(others.toString());

        start();

        assertThat(left.onExit()).succeedsWithin(Duration.ofSeconds(30));
        assertThat(query("select count(*) from kept")).isEqualTo("0");
        assertThat(others).doesNotExist();
        assertThat(programs()).isEqualTo(programs);
        assertThat(data.resolve("postgresql.log")).exists();
    }

    @LongRunning
    @Test
    void refusesASecondServerOnTheSameFolder() {
        start();

        assertThatThrownBy(() -> DataFolder.claim(data))
                .isInstanceOf(DataFolderInUseException.class)
                .hasMessageContaining(data.getFileName().toString());
    }

    private void start() {
        folder = DataFolder.claim(data);
        database = EmbeddedDatabase.start(folder);
    }

    /** Leaves the state of a killed server: its lock is gone, and its database server still runs. */
    private void abandon() {
        Objects.requireNonNull(folder).close();
        database = null;
    }

    private Path programs() throws IOException {
        try (Stream<Path> all = Files.list(data)) {
            List<Path> programs = all.filter(
                            path -> path.getFileName().toString().matches("postgresql-[0-9a-f]{12}"))
                    .toList();
            assertThat(programs).hasSize(1);
            return programs.get(0);
        }
    }

    private long postmasterPid() throws IOException {
        try (Stream<String> lines = Files.lines(data.resolve("db").resolve("postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow());
        }
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
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
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
