package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botstatus.LongRunning;
import io.botstatus.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The jar in the environment of docker-compose.yml, as two nodes on one PostgreSQL, of which one is killed in the end. */
@LongRunning
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "nodes are stopped by signals")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeIT extends HearsOfChanges {

    @TempDir
    private static Path folder = Path.of("");

    private static NodeDatabase database;
    private static ServerProcess one;
    private static ServerProcess two;
    private static ServerClient first;
    private static ServerClient second;

    @BeforeAll
    static void startBothAtOnceOnAnEmptyDatabase() throws IOException, InterruptedException {
        database = NodeDatabase.create(ComposeFile.DATABASE_USER);
        Map<String, String> environment = ComposeFile.environment(database.address());
        one = ServerProcess.start(folder, environment);
        two = ServerProcess.start(folder, environment);
        first = client(one);
        second = client(two);
    }

    private static ServerClient client(ServerProcess node) throws InterruptedException {
        return new ServerClient(
                node.awaitReady().port(), ComposeFile.VARIABLES.getOrDefault("BOTSTATUS_ADMIN_PASSWORD", ""));
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    @AfterEach
    void undeploy() {
        second.undeploy();
    }

    /** The changes are asked for at one node, and both have job executors. */
    @Override
    ServerClient server() {
        return second;
    }

    @Test
    void bothUseTheDatabaseOfTheirEnvironment() {
        for (ServerClient node : new ServerClient[] {first, second}) {
            assertThat(node.post(
                                    "/engine-rest/identity/verify",
                                    Map.of("username", "admin", "password", node.password()))
                            .path("authenticated")
                            .asBoolean())
                    .isTrue();
        }
        assertThat(one.log()).contains("Data in      jdbc:postgresql:").doesNotContain("embedded PostgreSQL");
        assertThat(folder.resolve(".data")).as("nothing embedded").doesNotExist();
    }

    @Test
    void theReadmesWalkThroughDoesWhatItSays() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("reader/.data"));
        Files.writeString(folder.resolve("reader/.data/admin-password"), first.password());

        assertThat(WalkThrough.of(Path.of("README.md")).type(folder.resolve("reader"), first.port(), Map.of()))
                .contains("\"type\":\"expired\",\"cause\":\"manual_change\"");
    }

    /**
     * Jobs as an older version wrote them, which no job executor of the server acquires. The suite has to notice that listeners
     * hear nothing.
     */
    @Test
    void jobsWithoutADueDateTurnTheSuiteRed() {
        try (PlantedFault fault = database.dropDueDates("bot-status-changed")) {
            assertThatThrownBy(this::ofAPersonsChange).isInstanceOf(ConditionTimeoutException.class);
            second.undeploy();
            assertThatThrownBy(this::ofATimer).isInstanceOf(ConditionTimeoutException.class);
            assertThat(fault.struck()).isPositive();
        }
    }

    /**
     * The node is killed while PostgreSQL carries out its commit, so that nothing of it can have seen the job; and while it tells of
     * another change, so that this job is locked by it. The other node stands still until then, else it could be the one that tells;
     * it needs a moment more to find out that the first is dead.
     */
    @Test
    @Order(Integer.MAX_VALUE)
    void theOtherNodeTellsWhatOneThatIsKilledHasLeft() throws Exception {
        Listeners.deployTo(second);
        LiveContact untold = LiveContact.on(second);
        LiveContact begun = LiveContact.on(second);
        Listeners ofUntold = Listeners.of(untold);
        Listeners ofBegun = Listeners.of(begun);
        CompletableFuture<?> call;
        try (PlantedFault delivery = database.holdUpStartsOf("hears-by-signal");
                PlantedFault commit = database.holdUpCommitsOf("bot-status-changed")) {
            two.freeze();
            delivery.hold();
            new LiveContact(first, begun.id()).set("inactive");
            await().atMost(Duration.ofSeconds(10)).until(() -> delivery.struck() > 0);
            commit.hold();
            long before = commit.struck();
            call = CompletableFuture.runAsync(() -> new LiveContact(first, untold.id()).set("inactive"));
            await().atMost(Duration.ofSeconds(10)).until(() -> commit.struck() > before);

            one.kill();
            commit.letGo();
            Instant committed = Instant.now();
            delivery.letGo();
            two.thaw();

            ofUntold.heard("inactive", committed);
            ofBegun.heardWithin(Listeners.PROMISED.multipliedBy(2), "inactive", committed);
        } finally {
            two.thaw();
        }
        assertThat(untold.status()).as("committed, though nobody was answered").isEqualTo("inactive");
        assertThatThrownBy(call::join).isInstanceOf(CompletionException.class);
    }
}
