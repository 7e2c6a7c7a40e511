package io.botstatus.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Several nodes on one PostgreSQL, each a process of its own, with a network that belongs to the run. */
final class Cluster implements AutoCloseable {

    /** Short, so that a node can sleep past it, and a killed one keeps no job for long. */
    static final Duration JOB_LOCK = Duration.ofSeconds(3);
    /** Replies in one window, and how long that is. */
    static final int LIMIT = 5;

    static final Duration WINDOW = Duration.ofSeconds(4);
    private static final String DATABASE = "postgres";
    private static final int DISK_MEGABYTES = 1500;

    private final Path folder;
    private final Optional<SmallDisk> disk;
    private final Postgres postgres;
    private final List<Node> nodes;
    private final Recorder recorder;

    private Cluster(Path folder, Optional<SmallDisk> disk, Postgres postgres, List<Node> nodes, Recorder recorder) {
        this.folder = folder;
        this.disk = disk;
        this.postgres = postgres;
        this.nodes = nodes;
        this.recorder = recorder;
    }

    /**
     * Starts the nodes, sets the limit and deploys the policy of the run.
     *
     * @param options of the nodes: {@code -D...} for Java, {@code --...} for the server
     */
    static Cluster start(String name, int count, List<String> options) throws IOException, InterruptedException {
        Path folder = Path.of("target/faults", name).toAbsolutePath();
        SmallDisk.clear(folder.resolve("disk"));
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(folder);
        Optional<SmallDisk> disk = SmallDisk.mount(folder.resolve("disk"), DISK_MEGABYTES);
        Path data = disk.map(SmallDisk::folder).orElse(folder).resolve("db");
        List<Node> nodes = new ArrayList<>();
        Cluster cluster = new Cluster(
                folder, disk, Postgres.create(folder, data), nodes, new Recorder(folder.resolve("recorded.jsonl")));
        try {
            for (int n = 1; n <= count; n++) {
                nodes.add(new Node("node-" + n, folder, cluster.postgres, DATABASE, options));
            }
            nodes.forEach(cluster::awaitReady);
            cluster.setUp();
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void setUp() throws IOException, InterruptedException {
        recorder.put(
                nodes.get(0),
                "/api/settings",
                "{\"mode\":\"auto_pilot\",\"messageLimit\":" + LIMIT + ",\"messageLimitWindow\":\"" + WINDOW + "\"}");
        String policy = Files.readString(Path.of("bpmn/bot-pause-policy.dmn"))
                .replaceFirst("(?s)(?=<rule id=\"rule_manualMessage\">)", briefRule());
        recorder.send(
                nodes.get(0),
                "/engine-rest/deployment/create",
                "POST",
                "multipart/form-data; boundary=part",
                "--part\r\nContent-Disposition: form-data; name=\"policy\"; filename=\"bot-pause-policy.dmn\"\r\n\r\n"
                        + policy + "\r\n--part--\r\n");
    }

    /** A rule of the policy: messages on one channel pause so briefly that a round sees the end of it. */
    private static String briefRule() {
        String outputs = Stream.of("\"snoozed\"", "\"" + Load.BRIEF + "\"", "", "true", "", "")
                .map(text ->
                        "<outputEntry id=\"brief_" + System.nanoTime() + "\"><text>" + text + "</text></outputEntry>")
                .collect(Collectors.joining());
        return "<rule id=\"rule_brief\">"
                + "<inputEntry id=\"brief_cause\"><text>\"manual_message\",\"workflow_message\"</text></inputEntry>"
                + "<inputEntry id=\"brief_channel\"><text>\"brief\"</text></inputEntry>" + outputs + "</rule>";
    }

    void awaitReady(Node node) {
        Wait.until(Node.START, node.name() + " is ready; see " + folder, () -> {
            if (!node.isAlive()) {
                throw new IllegalStateException("It has ended.");
            }
            return recorder.get(node, "/api/contacts/anybody/bot-status").has("status");
        });
    }

    Postgres postgres() {
        return postgres;
    }

    List<Node> nodes() {
        return nodes;
    }

    Recorder recorder() {
        return recorder;
    }

    Optional<SmallDisk> disk() {
        return disk;
    }

    String database() {
        return DATABASE;
    }

    @Override
    public void close() throws IOException {
        for (Node node : nodes) {
            node.close();
        }
        recorder.close();
        postgres.close();
        if (disk.isPresent()) {
            Files.copy(folder.resolve("disk/postgresql.log"), folder.resolve("postgresql.log"));
            disk.get().close();
        }
    }
}
