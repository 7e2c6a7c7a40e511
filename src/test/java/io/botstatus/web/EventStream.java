package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The server-sent events of one contact, as a client reads them. */
public final class EventStream implements AutoCloseable {

    /** An event with its id and its JSON. */
    public record Message(String id, JsonNode data) {

        public String status() {
            return data.at("/state/status").asText();
        }

        long change() {
            return data.at("/change/id").asLong();
        }
    }

    private static final long PATIENCE_SECONDS = 15;

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final Thread reader;
    private volatile boolean ended;

    public EventStream(HttpResponse<InputStream> response) {
        this.response = response;
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        this.reader = new Thread(this::read, "event stream");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = "";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    id = line.substring(3);
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5));
                } else if (line.isEmpty() && data.length() > 0) {
                    messages.add(new Message(id, Answer.json(data.toString())));
                    data.setLength(0);
                }
            }
        } catch (IOException e) {
            // closed by the test, or by the server
        } finally {
            ended = true;
        }
    }

    public Message next() {
        Message message = poll(PATIENCE_SECONDS);
        if (message == null) {
            throw new AssertionError("No message within " + PATIENCE_SECONDS + " seconds");
        }
        return message;
    }

    List<Message> next(int count) {
        List<Message> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(next());
        }
        return all;
    }

    /** Whether nothing comes for a while. */
    boolean isQuiet() {
        return poll(1) == null;
    }

    boolean endsSoon() throws InterruptedException {
        reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        return ended;
    }

    private @Nullable Message poll(long seconds) {
        try {
            return messages.poll(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
