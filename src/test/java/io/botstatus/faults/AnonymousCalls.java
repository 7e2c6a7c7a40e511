package io.botstatus.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Calls without a login, of all kinds, with long queries and cookies. */
final class AnonymousCalls {

    private static final int CALLERS = 4;
    private static final List<String> CALLS = List.of(
            "GET /",
            "GET /contacts",
            "GET /contacts",
            "GET /contacts",
            "GET /login",
            "POST /login",
            "GET /camunda/app/cockpit/default/",
            "POST /camunda/api/admin/auth/user/default/login/cockpit",
            "GET /nowhere",
            "GET /pages/nowhere.css",
            "HEAD /botstatus/contact-bot-status.js",
            "OPTIONS /api/settings",
            "PUT /login",
            "DELETE /contacts",
            "MADE-UP /contacts",
            "GET /api/contacts/c/bot-status",
            "GET /engine-rest/task",
            "POST /webhooks/nowhere",
            "PUT /webhooks/nowhere",
            "GET /actuator/health/liveness",
            "GET /actuator/prometheus",
            "GET /%2e%2e/contacts",
            "GET /v3/api-docs");

    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Integer> answers = new TreeMap<>();

    AnonymousCalls(int port) {
        this.port = port;
    }

    /** Makes so many, some at a time. */
    void make(int count) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Thread> callers = IntStream.range(0, CALLERS)
                .mapToObj(n -> new Thread(
                        () -> {
                            for (int call = next.getAndIncrement(); call < count; call = next.getAndIncrement()) {
                                note(answer(call));
                            }
                        },
                        "caller-" + n))
                .toList();
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
    }

    private String answer(int n) {
        String[] call = CALLS.get(n % CALLS.size()).split(" ", 2);
        String method = call[0].equals("MADE-UP") ? "M" + n : call[0];
        boolean form = call[0].equals("POST");
        // Tomcat takes no more than 8 kB for the whole head.
        String address = "http://localhost:" + port + call[1] + "?n=" + n + "&q=" + "x".repeat(5_000 + n % 2_000);
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "text/html")
                .header("Cookie", "JSESSIONID=" + n + "; BOT-XSRF-TOKEN=t")
                .header("Content-Type", form ? "application/x-www-form-urlencoded" : "application/json")
                .method(
                        method,
                        form
                                ? BodyPublishers.ofString("username=ghost-" + n + "&password=wrong&_csrf=t")
                                : BodyPublishers.noBody())
                .build();
        try {
            return "" + http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private synchronized void note(String answer) {
        answers.merge(answer, 1, Integer::sum);
    }

    /** How often each status was the answer. */
    synchronized Map<String, Integer> answers() {
        return new TreeMap<>(answers);
    }
}
