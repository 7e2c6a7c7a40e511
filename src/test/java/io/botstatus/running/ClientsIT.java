package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * The clients of {@code src/clients}, generated from the running server's own document as the docs say, drive that server. They need
 * Node, npm and Python.
 */
@Tag("long")
@OnRunningServer
class ClientsIT {

    private static final Path CLIENTS = Path.of("src/clients");

    private final RunningServer running;

    @TempDir
    Path folder;

    ClientsIT(RunningServer running) {
        this.running = running;
    }

    @Test
    void typescriptKeepsTheLoopTypedAndSafe() throws Exception {
        FileSystemUtils.copyRecursively(CLIENTS.resolve("typescript"), folder);
        FileSystemUtils.deleteRecursively(folder.resolve("node_modules"));
        FileSystemUtils.deleteRecursively(folder.resolve("generated"));
        run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error");
        run("npm", "run", "generate");
        run("npm", "run", "check");

        assertThat(run("npx", "tsx", "test/loop.ts")).contains("The loop is done.");
        assertThat(run("npx", "tsx", "examples/langgraph.ts", "langgraph-1", "m-1"))
                .contains("{\"sent\":true");
        assertThat(run("npx", "tsx", "examples/langgraph.ts", "langgraph-1", "m-1"))
                .as("a bot that restarts")
                .contains("{\"sent\":false,\"because\":\"answered\"}");
        assertThat(run("npx", "tsx", "examples/ai-sdk.ts", "ai-sdk-1", "m-1")).contains("{\"sent\":true");
        aPersonWritesTo("ai-sdk-1");
        assertThat(run("npx", "tsx", "examples/ai-sdk.ts", "ai-sdk-1", "m-2"))
                .contains("{\"sent\":false,\"because\":\"snoozed\"}");
    }

    @Test
    void pythonDoesTheLoopWithItsOwnLibrary() throws Exception {
        String bot = CLIENTS.resolve("python/bot.py").toAbsolutePath().toString();

        assertThat(run("python3", bot, "python-1", "m-1")).contains("sent");
        assertThat(run("python3", bot, "python-1", "m-1"))
                .as("a bot that restarts")
                .contains("answered");
        assertThat(granted("python-1")).isEqualTo(1);
        aPersonWritesTo("python-1");
        assertThat(run("python3", bot, "python-1", "m-2")).contains("snoozed");
        assertThat(granted("python-1")).isEqualTo(1);
    }

    @Test
    void javaHasASpringHttpInterface() throws Exception {
        Path generated = folder.resolve("generated");
        run(
                java("java"),
                "-jar",
                Path.of("target/tools/openapi-generator-cli.jar")
                        .toAbsolutePath()
                        .toString(),
                "generate",
                "-i",
                address() + "/v3/api-docs",
                "-g",
                "spring",
                "--library",
                "spring-http-interface",
                "-o",
                generated.toString(),
                "--global-property",
                "models,apis",
                "--additional-properties=openApiNullable=false,useTags=true,"
                        + "apiPackage=io.botstatus.client.api,modelPackage=io.botstatus.client.model");
        List<String> compile = new ArrayList<>(
                List.of(java("javac"), "-proc:none", "-nowarn", "-d", folder.toString(), "-cp", classPath()));
        compile.add(CLIENTS.resolve("java/Loop.java").toAbsolutePath().toString());
        try (var files = Files.walk(generated.resolve("src/main/java"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(compile::add);
        }
        run(compile.toArray(String[]::new));

        assertThat(run(
                        java("java"),
                        "-cp",
                        folder + ":" + classPath(),
                        "Loop",
                        address(),
                        running.client().password()))
                .contains("granted true, then refused because snoozed");
    }

    private void aPersonWritesTo(String contact) {
        running.client().post("/api/contacts/" + contact + "/messages", Map.of("messageId", "p-1", "sender", "human"));
    }

    private int granted(String contact) {
        return running.client()
                .get("/api/contacts/" + contact + "/bot-status")
                .at("/replies/used")
                .asInt();
    }

    private String address() {
        return "http://localhost:" + running.client().port();
    }

    private String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder process =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        process.environment().putAll(reader());
        Process started = process.start();
        String output = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(started.waitFor())
                .as(String.join(" ", command) + "\n" + output)
                .isZero();
        return output;
    }

    /** What a reader of docs/bots.md sets. */
    private Map<String, String> reader() {
        Map<String, String> variables = new HashMap<>();
        variables.put("BOT_STATUS_URL", address());
        variables.put("BOT_STATUS_LOGIN", "admin:" + running.client().password());
        variables.put("BOT_STATUS_KEY", key());
        return variables;
    }

    private String key() {
        return running.client()
                .post("/api/api-keys", Map.of("name", "bot-" + System.nanoTime(), "roles", List.of("bot")))
                .path("key")
                .asText();
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
