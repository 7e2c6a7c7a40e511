package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.server.ServerProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Types what the docs tell a reader to type, beside the guides. What cannot be typed here has a reason; {@link DocumentedCommandsTest} holds that nothing is left out. */
@OnRunningServer
class DocumentedCommandsIT {

    private static final String BOTS = "docs/bots.md";
    private static final String OPERATIONS = "docs/operations.md";
    private static final String PERFORMANCE = "docs/performance.md";

    /** What only the commands for class-data sharing have. */
    static final String CLASS_DATA_SHARING = "-XX:ArchiveClassesAtExit";

    private static final String CHATWOOT_CONTACT = "chatwoot:15551234567";

    /** The commands in the order in which they are typed. */
    static final List<Typed> TYPED = List.of(
            new Typed(BOTS, "\"name\": \"my-bot\"", "\"key\":\"bsk_"),
            new Typed(BOTS, "contacts/chatwoot:15551234567/bot-status", "\"responding\":true"),
            new Typed(BOTS, "contacts/chatwoot:15551234567/replies -d", "\"granted\":true"),
            new Typed(
                    BOTS,
                    "-X PUT http://localhost:8080/api/contacts/chatwoot:15551234567/",
                    "\"replyId\":\"reply-17\""),
            new Typed(BOTS, "contacts/contact-1/messages", "\"status\":\"active\""),
            new Typed(BOTS, "contacts/contact-21/messages", "\"effect\":\"paused\""),
            new Typed("docs/panel.md", "/api/panel-tokens", "\"token\":\""),
            new Typed("docs/security.md", "hash-password", "{bcrypt}"),
            new Typed("docs/security.md", "/api/api-keys", "\"name\":\"support-bot\""),
            new Typed(OPERATIONS, "/api/repairs", "\"dryRun\":false"));

    static final List<Untyped> UNTYPED = List.of(
            new Untyped(
                    "README.md",
                    "mvn spring-boot:run",
                    "MavenServerIT runs it; the other line is the build that runs this"),
            new Untyped(
                    "README.md",
                    "docker-compose up",
                    "needs a container engine; ComposeIT starts the jar in its environment"),
            new Untyped(OPERATIONS, CLASS_DATA_SHARING, "a server of its own: ImageIT"),
            new Untyped(OPERATIONS, "MANAGEMENT_TRACING_ENABLED", "a server of its own: ObservabilityIT"),
            new Untyped(PERFORMANCE, "bench.StatusChangedCost", "measures for minutes"),
            new Untyped(PERFORMANCE, "bench.SideBySide", "measures for minutes"),
            new Untyped(PERFORMANCE, "bench.Statements", "measures for minutes"),
            new Untyped(PERFORMANCE, "bench.Disk", "measures for minutes"),
            new Untyped(PERFORMANCE, "bench.ConsistencyCheckCost", "measures for minutes"),
            new Untyped(PERFORMANCE, "bench.TimerStorm", "measures for minutes"),
            new Untyped(BOTS, "npm install", "takes long: ClientsIT"),
            new Untyped(BOTS, "examples/langgraph.ts contact-1", "needs npm: ClientsIT"),
            new Untyped(BOTS, "python/bot.py contact-1", "needs Python: ClientsIT"),
            new Untyped(BOTS, "openapi-generator-cli.jar", "needs the generator: ClientsIT"),
            new Untyped(BOTS, "https://chatwoot.example.com/", "an address of the platform"),
            new Untyped(BOTS, "https://api.intercom.io/", "an address of the platform"),
            new Untyped("docs/platforms.md", "https://evolution.example.com/", "an address of the platform"),
            new Untyped(OPERATIONS, "GrowthRun", "takes minutes: CI runs it after all tests"),
            new Untyped(OPERATIONS, "-Dfaults=200", "faults by the hundred take long: FaultsIT has a few"),
            new Untyped("docs/security.md", "SERVER_TOMCAT_REMOTEIP_INTERNAL_PROXIES", "needs a proxy: OddHeadersTest"),
            new Untyped("docs/security.md", "-XX:+ExitOnOutOfMemoryError", "the shared server is started by this line"),
            new Untyped(OPERATIONS, "pg_dump", "needs PostgreSQL's client programs: BackupTest, where there are some"));

    private final RunningServer running;

    DocumentedCommandsIT(RunningServer running) {
        this.running = running;
    }

    /** How often it is in the lists. */
    static long entries(DocumentedCommand block) {
        return TYPED.stream().filter(entry -> block.is(entry.page, entry.part)).count()
                + UNTYPED.stream()
                        .filter(entry -> block.is(entry.page, entry.part))
                        .count();
    }

    @ParameterizedTest
    @FieldSource("TYPED")
    void doesWhatItSays(Typed entry) throws Exception {
        String password = running.client().password();
        DocumentedCommand block = DocumentedCommand.all().stream()
                .filter(candidate -> candidate.is(entry.page, entry.part))
                .findFirst()
                .orElseThrow();
        if (entry.startsAConversation()) {
            running.client().delete("/api/contacts/" + ServerClient.encode(CHATWOOT_CONTACT));
        }
        Map<String, String> reader = new HashMap<>(Map.of(
                "login",
                "admin:" + password,
                "json",
                "Content-Type: application/json",
                "BOTSTATUS_ADMIN_PASSWORD",
                password));

        String output = running.type(WalkThrough.ofCommands(byHand(block.text(), password)), reader);

        assertThat(output).contains(entry.prints);
    }

    /** Fills in what a reader fills in: the password for the dots, and the typed password. */
    private static String byHand(String commands, String password) {
        return commands.replace("admin:...", "admin:" + password)
                .replace(
                        "java -jar target/camunda-bot-status-*-server.jar hash-password",
                        "echo a-password-to-hash | '" + ServerProcess.java() + "' -jar '" + ServerProcess.jar()
                                + "' hash-password");
    }

    /**
     * @param part what only this block of the page has
     * @param prints what the block prints, among other things
     */
    record Typed(String page, String part, String prints) {

        /** Whether the command concerns a contact that a replay may have paused. */
        boolean startsAConversation() {
            return part.startsWith("contacts/" + CHATWOOT_CONTACT);
        }
    }

    /** @param reason why it is not typed here, or where it is */
    record Untyped(String page, String part, String reason) {}
}
