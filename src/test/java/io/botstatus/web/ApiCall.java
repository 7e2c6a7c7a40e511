package io.botstatus.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call as the OpenAPI document describes it, with a request that the server takes, of which any part can be replaced.
 *
 * @param document the whole document, for what the call refers to
 */
record ApiCall(OpenApi.Operation operation, JsonNode document) {

    /** A value that is taken, by the name of the parameter or field; {@code %s} is the contact, {@code %2$s} new each time. */
    private static final Map<String, String> VALID = Map.ofEntries(
            Map.entry("contactId", "\"%s\""),
            Map.entry("alias", "\"alias-%2$s\""),
            Map.entry("contactIds", "[\"%s\"]"),
            Map.entry("filter", "{\"search\": \"%s\"}"),
            Map.entry("status", "\"snoozed\""),
            Map.entry("reactivateAfter", "\"PT1H\""),
            Map.entry("reactivateAt", "\"2031-01-31T10:00:00Z\""),
            Map.entry("reason", "\"a reason\""),
            Map.entry("setBy", "\"anna\""),
            Map.entry("messageId", "\"m1\""),
            Map.entry("sender", "\"human\""),
            Map.entry("sentAt", "\"2030-01-31T08:59:59Z\""),
            Map.entry("sentBy", "\"anna\""),
            Map.entry("channel", "\"sms\""),
            Map.entry("attributes", "{\"tag\": \"vip\"}"),
            Map.entry("replyId", "\"r1\""),
            Map.entry("epoch", "0"),
            Map.entry("answers", "\"%2$s\""),
            Map.entry("text", "\"Hello\""),
            Map.entry("dryRun", "true"),
            Map.entry("paused", "true"),
            Map.entry("mode", "\"auto_pilot\""),
            Map.entry("messageLimit", "75"),
            Map.entry("messageLimitWindow", "\"PT24H\""),
            Map.entry("kinds", "[]"),
            Map.entry("limit", "10"),
            Map.entry("name", "\"%2$s\""),
            Map.entry("roles", "[\"bot\"]"),
            Map.entry("expiresAfter", "\"PT5M\""),
            Map.entry("role", "\"viewer\""),
            Map.entry("person", "\"anna\""),
            Map.entry("cause", "\"manual_change\""),
            Map.entry("search", "\"%s\""),
            Map.entry("sort", "\"contactId\""),
            Map.entry("after", "\"%s\""),
            Map.entry("before", "1000"),
            Map.entry("id", "\"00000000-0000-0000-0000-000000000000\""),
            Map.entry("key", "\"no-model\""), // a bundled one would be deployed again each time
            Map.entry("If-Match", "\"*\""),
            Map.entry("Last-Event-ID", "\"0\""));

    /** Fields that are never given together: the second replaces the first. */
    private static final Map<String, String> INSTEAD =
            Map.of("filter", "contactIds", "reactivateAt", "reactivateAfter");

    static List<ApiCall> all(JsonNode document) {
        return new OpenApi(document)
                .operations().stream()
                        .filter(operation -> operation.path().startsWith("/api/")) // platforms sign what they deliver
                        .map(operation -> new ApiCall(operation, document))
                        .toList();
    }

    /** The parameters that stand in the path, the query or a header. */
    List<String> parameters(String in) {
        return operation.parameters(in).stream()
                .map(one -> one.path("name").asText())
                .toList();
    }

    boolean hasBody() {
        return operation.hasBody();
    }

    /** The paths of all values in the body: a field, a field of a field, an element of a list. */
    List<List<String>> places() {
        List<List<String>> places = new ArrayList<>();
        walk(bodySchema(), List.of(), places);
        return places;
    }

    private void walk(JsonNode schema, List<String> at, List<List<String>> places) {
        JsonNode known = resolved(schema);
        known.path("properties").properties().forEach(field -> {
            List<String> place =
                    Stream.concat(at.stream(), Stream.of(field.getKey())).toList();
            places.add(place);
            walk(field.getValue(), place, places);
        });
        if (known.has("items") || known.path("additionalProperties").isObject()) {
            places.add(Stream.concat(at.stream(), Stream.of(known.has("items") ? "0" : "other"))
                    .toList());
        }
    }

    private JsonNode bodySchema() {
        return resolved(operation.call().at("/requestBody/content/application~1json/schema"));
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    OddRequest valid(String contact) {
        return with(contact, Map.of(), body(contact, List.of(), null));
    }

    /** The call with one value of the body replaced by that JSON, or left out if it is null. */
    OddRequest with(String contact, List<String> place, @Nullable String json) {
        return with(contact, Map.of(), body(contact, place, json));
    }

    /** The call with one parameter replaced, percent-encoded in the path or query, or in a header. */
    OddRequest withParameter(String contact, String name, String value) {
        return with(contact, Map.of(name, value), body(contact, List.of(), null));
    }

    OddRequest withBody(String contact, String bytes, String... headers) {
        OddRequest valid = with(contact, Map.of(), bytes);
        List<String> all = new ArrayList<>(valid.headers());
        all.addAll(List.of(headers));
        return new OddRequest(contact, valid.method(), valid.path(), valid.body(), all);
    }

    private OddRequest with(String contact, Map<String, String> odd, String body) {
        String where = operation.path();
        for (String name : parameters("path")) {
            where = where.replace("{" + name + "}", odd.getOrDefault(name, text(name, contact)));
        }
        List<String> query = parameters("query").stream()
                .filter(odd::containsKey)
                .map(name -> name + "=" + odd.get(name))
                .toList();
        List<String> headers = new ArrayList<>(hasBody() ? List.of("Content-Type", "application/json") : List.of());
        parameters("header").stream()
                .filter(odd::containsKey)
                .forEach(name -> headers.addAll(List.of(name, odd.getOrDefault(name, ""))));
        return new OddRequest(
                contact,
                operation.verb(),
                where + (query.isEmpty() ? "" : "?" + String.join("&", query)),
                body,
                headers);
    }

    private String body(String contact, List<String> place, @Nullable String json) {
        if (!hasBody()) {
            return "";
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        bodySchema().path("properties").properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        String first = place.isEmpty() ? "" : place.get(0);
        fields.keySet().stream()
                .filter(name -> INSTEAD.containsKey(name) ? name.equals(first) : !name.equals(INSTEAD.get(first)))
                .filter(name -> !name.equals("models")) // read, and let pass when it is written
                .forEach(name -> body.set(name, value(name, contact)));
        if (!place.isEmpty()) {
            replace(body, place, json);
        }
        return OddRequest.utf8(Answer.text(body));
    }

    private static void replace(JsonNode body, List<String> place, @Nullable String json) {
        JsonNode parent = body;
        for (String step : place.subList(0, place.size() - 1)) {
            parent = parent.path(step);
        }
        String last = place.get(place.size() - 1);
        if (parent instanceof ArrayNode list) {
            list.removeAll();
            if (json != null) {
                list.addRawValue(new RawValue(json));
            }
        } else if (parent instanceof ObjectNode object) {
            object.remove(last);
            if (json != null) {
                object.putRawValue(last, new RawValue(json));
            }
        } else {
            throw new AssertionError("Nothing at " + place + " of " + body);
        }
    }

    private static JsonNode value(String name, String contact) {
        String valid = VALID.get(name);
        if (valid == null) {
            throw new AssertionError("The document has '" + name + "'; say here what value of it is taken");
        }
        return Answer.json(valid.formatted(contact, UUID.randomUUID()));
    }

    private static String text(String name, String contact) {
        return value(name, contact).asText();
    }

    @Override
    public String toString() {
        return operation.verb() + " " + operation.path();
    }
}
