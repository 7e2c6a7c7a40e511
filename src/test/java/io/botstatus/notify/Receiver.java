package io.botstatus.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An address outside that receives status changes. It keeps the posts, and answers as a test wants. */
public final class Receiver {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Post> posts = new ArrayList<>();
    private int answer = 204;
    private int everyNthFails = Integer.MAX_VALUE;
    private @Nullable Runnable meanwhile;

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::take);
        server.start();
    }

    public String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    synchronized void answers(int code) {
        answer = code;
    }

    /** One in so many is answered with 503. */
    synchronized void failsEvery(int nth) {
        everyNthFails = nth;
    }

    /** Happens while the next post waits for its answer. */
    synchronized void meanwhile(Runnable what) {
        meanwhile = what;
    }

    synchronized void clear() {
        posts.clear();
        answer = 204;
        everyNthFails = Integer.MAX_VALUE;
        meanwhile = null;
    }

    public synchronized List<Post> posts() {
        return List.copyOf(posts);
    }

    private void take(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Runnable now;
        int code;
        synchronized (this) {
            posts.add(new Post(exchange.getRequestURI().getPath(), headers, body, JSON.readTree(body)));
            now = meanwhile;
            meanwhile = null;
            code = posts.size() % everyNthFails == 0 ? 503 : answer;
        }
        if (now != null) {
            now.run();
        }
        if (code / 100 == 3) {
            exchange.getResponseHeaders().add("Location", url("/elsewhere"));
        }
        exchange.sendResponseHeaders(code, -1);
        exchange.close();
    }

    /** One request. */
    public record Post(String path, Map<String, String> headers, String body, JsonNode event) {

        public JsonNode data() {
            return event.path("data");
        }

        String id() {
            return event.path("id").asText();
        }

        /** The change in words, as in {@code 1: active to snoozed}. */
        public String change() {
            return "%d: %s to %s"
                    .formatted(
                            data().path("sequence").asLong(),
                            data().path("previousBotStatus").asText(),
                            data().path("botStatus").asText());
        }
    }
}
