package io.botstatus.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends calls to the ready nodes in turn, as load balancers do. It probes each a few times a second, and retries nothing. */
final class LoadBalancer implements AutoCloseable {

    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(250);
    private static final int SILENT_TIMES = 3;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Integer> ports;
    private final Map<Integer, Boolean> ready = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> silent = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final List<ScheduledFuture<?>> questions;
    private final ScheduledExecutorService asking = Executors.newScheduledThreadPool(2);

    LoadBalancer(Integer... ports) {
        this.ports = List.of(ports);
        this.questions = this.ports.stream()
                .<ScheduledFuture<?>>map(port -> asking.scheduleWithFixedDelay(
                        () -> ready.put(port, isReady(port)), 0, BETWEEN_QUESTIONS.toMillis(), TimeUnit.MILLISECONDS))
                .toList();
    }

    boolean sendsTo(int port) {
        return ready.getOrDefault(port, false);
    }

    /** The address of the next node. */
    String next() {
        int first = turn.getAndIncrement();
        for (int i = 0; i < ports.size(); i++) {
            int port = ports.get(Math.floorMod(first + i, ports.size()));
            if (sendsTo(port)) {
                return "http://localhost:" + port;
            }
        }
        throw new IllegalStateException("No node is ready");
    }

    /** A node that answers no gets no more calls at once. A node that does not answer gets none after a second probe. */
    private boolean isReady(int port) {
        HttpRequest question = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            int answer = http.send(question, BodyHandlers.discarding()).statusCode();
            silent.put(port, 0);
            return answer == 200;
        } catch (IOException e) {
            return sendsTo(port) && silent.merge(port, 1, Integer::sum) < SILENT_TIMES;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        questions.forEach(question -> question.cancel(false));
        asking.shutdownNow();
    }
}
