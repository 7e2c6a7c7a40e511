package io.botstatus.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Makes one call several times a second, and notes how long each takes. */
final class LatencyProbe implements AutoCloseable {

    private static final long BETWEEN_CALLS = 150;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Long> millis = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final Thread prober;
    private volatile boolean over;

    private LatencyProbe(String name, IntFunction<HttpRequest> requests) {
        prober = new Thread(() -> probe(requests), name);
        prober.start();
    }

    static LatencyProbe health(Node node) {
        return new LatencyProbe("health", n -> request(node, "/actuator/health").build());
    }

    /** Each of another reply, to contacts with which the limit is never reached. */
    static LatencyProbe permits(Node node) {
        String run = "probe-" + System.nanoTime();
        return new LatencyProbe("permits", n -> request(node, "/api/contacts/" + run + "-" + n / 50 + "/replies")
                .header("Authorization", NodeFigures.authorization())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"replyId\": \"" + run + "-" + n + "\"}"))
                .build());
    }

    private static HttpRequest.Builder request(Node node, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + node.port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private void probe(IntFunction<HttpRequest> requests) {
        for (int n = 0; !over; n++) {
            long start = System.nanoTime();
            String failure = null;
            try {
                HttpResponse<String> answer = http.send(requests.apply(n), BodyHandlers.ofString());
                failure = answer.statusCode() == 200 ? null : answer.statusCode() + " " + answer.body();
            } catch (IOException e) {
                failure = e.toString();
            } catch (InterruptedException e) {
                return;
            }
            synchronized (this) {
                millis.add((System.nanoTime() - start) / 1_000_000);
                if (failure != null) {
                    failures.add(failure);
                }
            }
            Wait.millis(BETWEEN_CALLS);
        }
    }

    synchronized int count() {
        return millis.size();
    }

    synchronized List<String> failures() {
        return List.copyOf(failures.subList(0, Math.min(3, failures.size())));
    }

    /** Within how many milliseconds this part of the calls was answered: 0.5 is the median, 1 the longest. */
    synchronized long millis(double part) {
        long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
        return IntStream.of((int) Math.ceil(part * sorted.length) - 1)
                .mapToLong(i -> sorted[Math.max(0, i)])
                .sum();
    }

    @Override
    public void close() {
        over = true;
        Wait.untilItEnds(prober);
    }
}
