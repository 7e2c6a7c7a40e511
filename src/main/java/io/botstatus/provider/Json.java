package io.botstatus.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.botstatus.base.InvalidValueException;
import io.botstatus.base.IsoTime;
import io.botstatus.status.hold.SeenMessages;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a JSON document with its path, so that a refusal names it: {@code entry[0].changes[1].value}. It reads only the
 * requested fields, since platforms add fields. A part of a missing part is missing, and null is missing.
 */
final class Json {

    /** A duplicate name might be read differently here and by a check before. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** The year 9999, in seconds. */
    private static final BigDecimal LAST_SECOND = new BigDecimal(253_402_300_799L);

    /** {@code 2020-03-03 13:05:57 UTC}, in the documentation of platforms in Ruby. */
    private static final Pattern RUBY_TIME = Pattern.compile("^([0-9-]{10}) ([0-9:]{8}) UTC$");

    private final String path;
    private final JsonNode node;

    private Json(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    /**
     * Reads a document.
     *
     * @throws InvalidValueException if it is no JSON
     */
    static Json parse(String text) {
        Json body = parse("", text);
        if (!body.exists()) {
            throw body.wrong("JSON");
        }
        return body;
    }

    /** Reads a document that another one contains as text. An empty text is a missing one. */
    static Json parse(String path, String text) {
        try {
            return new Json(path, MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new InvalidValueException(
                    path.isEmpty() ? "body" : path,
                    e.getOriginalMessage() + " at line "
                            + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
                    "JSON, each name once in an object");
        }
    }

    /** The field of an object. */
    Json get(String field) {
        if (exists() && !node.isObject()) {
            throw wrong("an object");
        }
        return new Json(path.isEmpty() ? field : path + "." + field, node.path(field));
    }

    /** The field of a field of an object, and so on. */
    Json get(String field, String... inner) {
        Json found = get(field);
        for (String next : inner) {
            found = found.get(next);
        }
        return found;
    }

    /** The elements of an array; none if it is missing. */
    List<Json> elements() {
        if (!exists()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw wrong("an array");
        }
        List<Json> elements = new ArrayList<>();
        for (JsonNode element : node) {
            elements.add(new Json(path + "[" + elements.size() + "]", element));
        }
        return elements;
    }

    /** An array or a single value that stands for an array of one. */
    List<Json> oneOrMore() {
        return node.isArray() ? elements() : List.of(this);
    }

    boolean exists() {
        return !node.isMissingNode() && !node.isNull();
    }

    boolean isObject() {
        return node.isObject();
    }

    /** Whether the value is true; a missing one is not. */
    boolean isTrue() {
        if (exists() && !node.isBoolean()) {
            throw wrong("true or false");
        }
        return node.asBoolean();
    }

    /** Whether the value is one of these words. */
    boolean is(String... words) {
        return node.isTextual() && List.of(words).contains(node.textValue());
    }

    /** The text; null if it is missing. */
    @Nullable
    String text() {
        if (exists() && !node.isTextual()) {
            throw wrong("a text");
        }
        return node.textValue();
    }

    /** The text, which must be there. */
    String requireText() {
        String text = text();
        if (text == null) {
            throw wrong("a text");
        }
        return text;
    }

    /** The text as it may be shown and stored; null if there is nothing to show. */
    @Nullable
    String label() {
        return Labels.of(text());
    }

    /** An id, which platforms write as text or as whole number; null if it is missing or empty. */
    @Nullable
    String id() {
        if (node.isIntegralNumber()) {
            return node.asText();
        }
        String text = text();
        return text == null || text.isEmpty() ? null : SeenMessages.id(path, text);
    }

    /** The id, which must be there. */
    String requireId() {
        String id = id();
        if (id == null) {
            throw wrong("an id, a text of 1 to 200 characters or a whole number");
        }
        return id;
    }

    /** Seconds since 1970, as number or as its digits, or a time of ISO 8601, or as Ruby prints one; null if it is missing. */
    @Nullable
    Instant time() {
        if (!exists()) {
            return null;
        }
        if (node.isNumber()) {
            return ofSeconds(node.decimalValue());
        }
        String text = RUBY_TIME.matcher(Objects.requireNonNull(requireText())).replaceFirst("$1T$2Z");
        return text.matches("\\d{1,12}") ? ofSeconds(new BigDecimal(text)) : IsoTime.instant(path, text);
    }

    private Instant ofSeconds(BigDecimal seconds) {
        if (seconds.signum() < 0 || seconds.compareTo(LAST_SECOND) > 0) {
            throw wrong("seconds since 1970");
        }
        return Instant.ofEpochSecond(
                seconds.longValue(),
                seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }

    /** The refusal of this value. */
    InvalidValueException wrong(String allowed) {
        return new InvalidValueException(name(), shown(), allowed);
    }

    /** The refusal of a value that is not in a closed list. */
    InvalidValueException wrong(List<String> words) {
        return InvalidValueException.ofList(name(), shown(), words);
    }

    private String name() {
        return path.isEmpty() ? "body" : path;
    }

    private @Nullable String shown() {
        return exists() ? (node.isTextual() ? node.textValue() : node.toString()) : null;
    }
}
