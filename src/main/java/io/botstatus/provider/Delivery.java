package io.botstatus.provider;

import io.botstatus.base.InvalidValueException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One request of a platform, in its raw bytes. Signatures cover these very bytes, so nothing is decoded before the check. */
public final class Delivery {

    /** Most platforms' own limits for webhooks of messages are far below. Only WhatsApp may send up to three times as much. */
    static final int MAX_BYTES = 1024 * 1024;

    /** Platforms themselves wait five to thirty seconds for the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final byte[] body;
    private final String url;
    private final @Nullable String query;
    private final UnaryOperator<@Nullable String> headers;

    private Delivery(byte[] body, String url, @Nullable String query, UnaryOperator<@Nullable String> headers) {
        this.body = body;
        this.url = url;
        this.query = query;
        this.headers = headers;
    }

    /**
     * Reads a request.
     *
     * @throws TooLargeException if it has more than 1 MiB; it reads no more than that
     */
    public static Delivery of(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw new TooLargeException(MAX_BYTES);
        }
        return new Delivery(
                read(request.getInputStream()),
                request.getRequestURL().toString(),
                request.getQueryString(),
                request::getHeader);
    }

    /** Limits the time for every sender. None is authenticated yet, and a slow one keeps a thread. */
    private static byte[] read(InputStream stream) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int read = stream.read(piece); read >= 0; read = stream.read(piece)) {
            body.write(piece, 0, read);
            if (body.size() > MAX_BYTES) {
                throw new TooLargeException(MAX_BYTES);
            }
            if (System.nanoTime() > end) {
                throw new TooSlowException(PATIENCE);
            }
        }
        return body.toByteArray();
    }

    byte[] body() {
        return body.clone();
    }

    @Nullable
    String header(String name) {
        return headers.apply(name);
    }

    /** A header that a signature needs. */
    String requireHeader(String name) {
        String value = header(name);
        if (value == null || value.isEmpty()) {
            throw new UnauthenticException("The header " + name + " is missing.");
        }
        return value;
    }

    /** The address that was called, with its query, as the caller knows it. It follows the headers of trusted proxies. */
    String url() {
        return withQuery(url);
    }

    /** The address that the platform was given, with the query of this call. */
    String withQuery(String address) {
        return query == null ? address : address + "?" + query;
    }

    /**
     * The parameters of the address. A value with wrong percent-encoding stays as it is: it may be a secret, and no error shows it.
     */
    Map<String, String> query() {
        return first(fields(query == null ? "" : query, Delivery::decodedIfPossible));
    }

    /** The fields of a body that is a form. */
    Map<String, String> form() {
        return first(formValues());
    }

    /** The fields of a form with all values of each, for a signature that covers them all. */
    Map<String, List<String>> formValues() {
        return fields(text(), Delivery::decoded);
    }

    /** The body, which is JSON. */
    Json json() {
        return Json.parse(text());
    }

    /** The body as text, which is UTF-8 on all platforms. */
    String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidValueException("body", "no UTF-8", "a text in UTF-8");
        }
    }

    /** Whether the content type is this one. Its parameters are ignored. */
    boolean isOf(String mediaType) {
        String type = header("Content-Type");
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(mediaType);
    }

    private static Map<String, String> first(Map<String, List<String>> fields) {
        Map<String, String> first = new TreeMap<>();
        fields.forEach((name, values) -> first.put(name, values.get(0)));
        return first;
    }

    private static Map<String, List<String>> fields(String text, UnaryOperator<String> decoded) {
        Map<String, List<String>> fields = new TreeMap<>();
        for (String field : text.split("&", -1)) {
            String[] parts = field.split("=", 2);
            if (!parts[0].isEmpty()) {
                fields.computeIfAbsent(decoded.apply(parts[0]), name -> new ArrayList<>())
                        .add(parts.length == 1 ? "" : decoded.apply(parts[1]));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException("body", text, "a form, percent-encoded");
        }
    }

    private static String decodedIfPossible(String text) {
        try {
            return decoded(text);
        } catch (InvalidValueException e) {
            return text;
        }
    }
}
