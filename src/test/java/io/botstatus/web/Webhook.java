package io.botstatus.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A delivery in a file of {@code src/test/resources/webhooks}: a folder for each platform, with payloads written from its
 * documentation. First lines with a #: its meaning, its documentation, and the expected result. Then the headers except the
 * signature, an empty line, and the body.
 *
 * @param expected messages, as {@code message id | contact id | effect | evidence}
 * @param ignored entries that are no message
 */
record Webhook(
        String platform,
        String name,
        List<String> expected,
        List<String> ignored,
        Map<String, String> headers,
        String body) {

    static final Path FILES = files();

    static List<Webhook> all() {
        try (Stream<Path> files = Files.walk(FILES)) {
            return files.filter(file -> file.toString().endsWith(".http"))
                    .sorted()
                    .map(Webhook::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Webhook of(String platform, String name) {
        return read(FILES.resolve(platform).resolve(name + ".http"));
    }

    /** The delivery with another text in its body. */
    Webhook with(String part, String other) {
        if (!body.contains(part)) {
            throw new AssertionError("There is no " + part + " in " + body);
        }
        return withBody(body.replace(part, other));
    }

    Webhook withBody(String other) {
        return new Webhook(platform, name, expected, ignored, headers, other);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /** The contacts that it is about. */
    List<String> contacts() {
        return expected.stream().map(line -> line.split(" \\| ", -1)[1]).toList();
    }

    @Override
    public String toString() {
        return platform + "/" + name;
    }

    private static Webhook read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> expected = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        Map<String, String> headers = new LinkedHashMap<>();
        int line = 0;
        for (; !lines.get(line).isEmpty(); line++) {
            String text = lines.get(line);
            if (text.startsWith("# expect: ")) {
                expected.add(text.substring("# expect: ".length()));
            } else if (text.startsWith("# ignored: ")) {
                ignored.add(text.substring("# ignored: ".length()));
            } else if (!text.startsWith("#")) {
                String[] header = text.split(": ", 2);
                headers.put(header[0], header[1]);
            }
        }
        String body = String.join("\n", lines.subList(line + 1, lines.size()));
        // A form has no line ends; the file may.
        if (headers.getOrDefault("Content-Type", "").startsWith("application/x-www-form-urlencoded")) {
            body = body.replace("\n", "");
        }
        return new Webhook(
                String.valueOf(Objects.requireNonNull(file.getParent()).getFileName()),
                String.valueOf(file.getFileName()).replace(".http", ""),
                expected,
                ignored,
                headers,
                body);
    }

    private static Path files() {
        try {
            return Path.of(Objects.requireNonNull(Webhook.class.getResource("/webhooks"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
