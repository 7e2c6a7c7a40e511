package io.botstatus.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.LongRunning;
import io.botstatus.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database, restarted one after the other while chat platforms, bots and people go on. */
@LongRunning
class RollingRestartIT {

    private static final int CALLERS = 3;
    /** Between the steps of a caller, so that the processors are left to the nodes that start. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<String> paused = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile boolean over;

    @Test
    void noRequestFailsAndNothingThatWasAnsweredIsLost() throws Exception {
        Map<String, String> environment = Map.of(
                "SPRING_DATASOURCE_URL", TestDatabase.newDatabase(),
                "SPRING_DATASOURCE_USERNAME", "postgres",
                "SPRING_DATASOURCE_PASSWORD", "",
                "BOTSTATUS_ADMIN_PASSWORD", "secret",
                "BOTSTATUS_DRAIN_DELAY", "2s");
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (ServerProcess one = ServerProcess.start(folder, environment);
                ServerProcess two = ServerProcess.start(folder, environment);
                LoadBalancer balancer = new LoadBalancer(
                        one.awaitReady().port(), two.awaitReady().port())) {
            await(balancer, one.port(), true);
            await(balancer, two.port(), true);
            CompletableFuture<?> calling = CompletableFuture.allOf(IntStream.range(0, CALLERS)
                    .mapToObj(caller -> CompletableFuture.runAsync(() -> call(balancer, caller), callers))
                    .toArray(CompletableFuture[]::new));

            try (ServerProcess oneAgain = restart(one, environment, balancer);
                    ServerProcess twoAgain = restart(two, environment, balancer)) {
                TimeUnit.SECONDS.sleep(2);
                over = true;
                calling.join();

                assertThat(failures).isEmpty();
                assertThat(answered).hasValueGreaterThan(200);
                assertThat(paused).isNotEmpty().allSatisfy(contact -> assertThat(send(
                                        "http://localhost:" + oneAgain.port(),
                                        "GET",
                                        "/api/contacts/" + contact + "/bot-status",
                                        "")
                                .body())
                        .contains("\"status\":\"snoozed\""));
                assertThat(oneAgain.log() + twoAgain.log()).doesNotContain(" ERROR ");
            }
        } finally {
            over = true;
            callers.shutdown();
        }
    }

    /** Restarts a node as a platform does: SIGTERM, and a new process at the same address once the old one has ended. */
    private ServerProcess restart(ServerProcess node, Map<String, String> environment, LoadBalancer balancer)
            throws IOException, InterruptedException {
        assertThat(node.terminate())
                .contains("Not ready any more.")
                .doesNotContain(" ERROR ")
                .doesNotContain("Exception");
        Map<String, String> there = new HashMap<>(environment);
        there.put("SERVER_PORT", Integer.toString(node.port()));
        ServerProcess again = ServerProcess.start(folder, there).awaitReady();
        await(balancer, again.port(), true);
        return again;
    }

    private void call(LoadBalancer balancer, int caller) {
        for (int n = 0; !over; n++) {
            LockSupport.parkNanos(PAUSE.toNanos());
            String contact = "contact-" + caller + "-" + n % 50;
            String path = "/api/contacts/" + contact;
            call(balancer, "GET", path + "/bot-status", "");
            call(balancer, "POST", path + "/replies", "{\"replyId\": \"r-" + n + "\"}");
            call(balancer, "POST", path + "/messages", "{\"messageId\": \"c-" + n + "\", \"sender\": \"contact\"}");
            if (n % 5 == 0) {
                String person = "person-" + caller + "-" + n;
                if (call(
                        balancer,
                        "POST",
                        "/api/contacts/" + person + "/messages",
                        "{\"messageId\": \"h-" + n + "\", \"sender\": \"human\"}")) {
                    paused.add(person);
                }
                call(balancer, "PUT", path + "/bot-status", "{\"status\": \"snoozed\", \"reactivateAfter\": \"PT1S\"}");
            }
        }
    }

    private boolean call(LoadBalancer balancer, String method, String path, String body) {
        String node = "no node";
        try {
            node = balancer.next();
            HttpResponse<String> answer = send(node, method, path, body);
            answered.incrementAndGet();
            if (answer.statusCode() < 300) {
                return true;
            }
            failures.add(node + " " + method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        } catch (IOException | IllegalStateException e) {
            failures.add(node + " " + method + " " + path + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            over = true;
        }
        return false;
    }

    private HttpResponse<String> send(String node, String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(node + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", LOGIN)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void await(LoadBalancer balancer, int port, boolean ready) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (balancer.sendsTo(port) != ready) {
            assertThat(System.nanoTime()).as("the balancer has seen it").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
