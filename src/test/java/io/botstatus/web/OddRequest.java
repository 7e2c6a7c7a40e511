package io.botstatus.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A request that is wrong somewhere.
 *
 * @param contact whom it is about, to be forgotten if it is taken
 * @param body its bytes, each as the letter of ISO 8859-1
 */
record OddRequest(String contact, String method, String path, String body, List<String> headers) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The bytes of a text, as a body has them. */
    static String utf8(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    static String bytes(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Sends it; of a stream of events only the beginning is read. */
    Answer send(Server server) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address(path)))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", Server.login())
                .method(
                        method,
                        body.isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1)));
        for (int i = 0; i < headers.size(); i += 2) {
            request.setHeader(headers.get(i), headers.get(i + 1));
        }
        try {
            HttpResponse<InputStream> response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream text = response.body()) {
                boolean stream =
                        response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
                return Answer.of(response, stream ? "" : new String(text.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return cut(method + " " + path, 200) + " " + cut(headers.toString(), 200) + " " + cut(body, 400);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "… (" + text.length() + ")";
    }
}
