package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The server's answer to a call. */
record Answer(int code, String contentType, String tag, String retryAfter, String text) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            // Half a surrogate pair reaches the server only as an escape.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    static Answer of(HttpResponse<String> response) {
        return of(response, response.body());
    }

    static Answer of(HttpResponse<?> response, String text) {
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.headers().firstValue("ETag").orElse(""),
                response.headers().firstValue("Retry-After").orElse(""),
                text);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + text, e);
        }
    }

    static String text(JsonNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The body of an answer that is as it should be. */
    JsonNode ok() {
        assertThat(code).as(text).isEqualTo(200);
        return json(text);
    }

    /** The elements of an answer that is a list. */
    Stream<JsonNode> list() {
        JsonNode list = ok();
        assertThat(list.isArray()).as(text).isTrue();
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** The detail of an answer that is a problem. */
    String problem(int expected) {
        assertThat(code).as(text).isEqualTo(expected);
        assertThat(contentType).startsWith("application/problem+json");
        JsonNode problem = json(text);
        assertThat(problem.path("status").asInt()).isEqualTo(expected);
        assertThat(problem.path("title").asText()).isNotBlank();
        return problem.path("detail").asText();
    }

    /** An object without the fields that differ from one contact to another, or from one run to the next. */
    static JsonNode without(JsonNode object, String... fields) {
        ObjectNode copy = object.deepCopy();
        for (String field : fields) {
            copy.remove(field);
        }
        return copy;
    }
}
