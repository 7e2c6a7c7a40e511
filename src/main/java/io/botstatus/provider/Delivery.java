package io.botstatus.provider;

import io.botstatus.status.InvalidValueException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One request of a platform, as it came: signatures are made of these very bytes, so nothing is decoded until they are checked.
 */
final class Delivery {

    /** Of a webhook of messages, most platforms' own limits are far below. Only WhatsApp may gather up to three times as much. */
    static final int MAX_BYTES = 1024 * 1024;

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
     * @throws TooLargeException if it has more than 1 MiB, of which no more than that is read
     */
    static Delivery of(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw new TooLargeException(MAX_BYTES);
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new TooLargeException(MAX_BYTES);
        }
        return new Delivery(body, request.getRequestURL().toString(), request.getQueryString(), request::getHeader);
    }

    byte[] body() {
        return body.clone();
    }

    @Nullable
    String header(String name) {
        return headers.apply(name);
    }

    /** A header that a signature can't do without. */
    String requireHeader(String name) {
        String value = header(name);
        if (value == null || value.isEmpty()) {
            throw new UnauthenticException("The header " + name + " is missing.");
        }
        return value;
    }

    /** The address that was called, with its query, as the caller knows it as far as proxies that are trusted tell. */
    String url() {
        return withQuery(url);
    }

    /** The same by the address that the platform was given. */
    String withQuery(String address) {
        return query == null ? address : address + "?" + query;
    }

    /** The parameters of the address. */
    Map<String, String> query() {
        return first(fields("the address", query == null ? "" : query));
    }

    /** The fields of a body that is a form. */
    Map<String, String> form() {
        return first(formValues());
    }

    /** The same with all values of a field that is there more than once, for what signs them all. */
    Map<String, List<String>> formValues() {
        return fields("body", text());
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

    /** Whether the type of the content is this one, whatever parameters follow it. */
    boolean isOf(String mediaType) {
        String type = header("Content-Type");
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(mediaType);
    }

    private static Map<String, String> first(Map<String, List<String>> fields) {
        Map<String, String> first = new TreeMap<>();
        fields.forEach((name, values) -> first.put(name, values.get(0)));
        return first;
    }

    private static Map<String, List<String>> fields(String where, String text) {
        Map<String, List<String>> fields = new TreeMap<>();
        for (String field : text.split("&", -1)) {
            String[] parts = field.split("=", 2);
            if (!parts[0].isEmpty()) {
                fields.computeIfAbsent(decoded(where, parts[0]), name -> new ArrayList<>())
                        .add(parts.length == 1 ? "" : decoded(where, parts[1]));
            }
        }
        return fields;
    }

    private static String decoded(String where, String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException(where, text, "a form, percent-encoded");
        }
    }
}
