package io.botstatus.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A call of Camunda's REST API as its OpenAPI document describes it, with some value of the right type everywhere but in one place.
 *
 * @param document the whole document, for what the call refers to
 */
record EngineRestCall(String method, String path, JsonNode operation, JsonNode document) {

    private static final int DEEPEST = 3;

    /** Has the server wait for work before it answers, and is taken at its word. */
    private static final String WAIT = "asyncResponseTimeout";

    static List<EngineRestCall> all(JsonNode document) {
        List<EngineRestCall> all = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(call -> all.add(new EngineRestCall(
                        call.getKey().toUpperCase(Locale.ROOT), path.getKey(), call.getValue(), document))));
        return all;
    }

    /**
     * One of the many ways to get it wrong.
     *
     * @param real the ids of things that are there, by the first part of the path
     */
    OddRequest odd(Random random, Map<String, String> real) {
        List<String> query = names("query").toList();
        boolean isOfBody = hasBody() && (query.isEmpty() || random.nextBoolean());
        boolean isOfQuery = !isOfBody && !query.isEmpty() && random.nextInt(5) > 0;
        boolean isReal = random.nextBoolean() && !method.equals("DELETE");
        String where = path;
        for (String name : names("path").toList()) {
            where = where.replace(
                    "{" + name + "}",
                    isOfBody || isOfQuery || random.nextBoolean()
                            ? isReal ? real(name, real) : "nobody-has-it"
                            : any(
                                    OddValues.ENCODED.stream()
                                            .filter(odd -> !odd.isEmpty())
                                            .toList(),
                                    random));
        }
        if (isOfQuery) {
            where += "?" + any(query, random) + "=" + any(OddValues.ENCODED, random);
        }
        return new OddRequest(
                "-",
                method,
                "/engine-rest" + where,
                hasBody() ? OddRequest.utf8(isOfBody ? oddBody(random) : Answer.text(value(schema(), 0))) : "",
                hasBody() ? List.of("Content-Type", "application/json") : List.of());
    }

    private Stream<String> names(String in) {
        return operation
                .path("parameters")
                .valueStream()
                .filter(one -> one.path("in").asText().equals(in))
                .map(one -> one.path("name").asText());
    }

    private String real(String name, Map<String, String> real) {
        return switch (name) {
            case "key" -> path.contains("decision") ? "bot-pause-policy" : "odd";
            case "varName" -> "name";
            default -> real.getOrDefault(path.split("/", -1)[1], "nobody-has-it");
        };
    }

    private boolean hasBody() {
        return operation.at("/requestBody/content").has("application/json");
    }

    private JsonNode schema() {
        return operation.at("/requestBody/content/application~1json/schema");
    }

    private String oddBody(Random random) {
        String odd = any(OddValues.JSON, random);
        JsonNode body = value(schema(), 0);
        List<JsonNode> inner = new ArrayList<>();
        collect(body, inner);
        if (inner.isEmpty() || random.nextInt(20) == 0) {
            return random.nextBoolean() ? odd : any(OddBodies.CHANGES, random).apply(Answer.text(body));
        }
        int place = random.nextInt(inner.size());
        JsonNode parent = inner.get(place);
        if (parent instanceof ObjectNode object) {
            List<String> fields = new ArrayList<>();
            object.fieldNames().forEachRemaining(fields::add);
            String field = any(fields, random);
            if (place == 0 && random.nextInt(3) == 0) {
                object.removeAll(); // the others may be refused before it has its turn
            }
            object.putRawValue(field, new RawValue(odd));
        } else if (parent instanceof ArrayNode list) {
            list.removeAll().addRawValue(new RawValue(odd));
        }
        return Answer.text(body);
    }

    /** Whatever has something in it that can be replaced. */
    private static void collect(JsonNode node, List<JsonNode> inner) {
        if (node.isContainerNode() && !node.isEmpty()) {
            inner.add(node);
            node.forEach(child -> collect(child, inner));
        }
    }

    private JsonNode value(JsonNode schema, int depth) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        JsonNode known =
                schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
        if (known.has("enum")) {
            return known.path("enum").get(0);
        }
        if (known.has("properties") || known.has("allOf")) {
            ObjectNode object = json.objectNode();
            known.path("allOf").forEach(part -> value(part, depth)
                    .properties()
                    .forEach(field -> object.set(field.getKey(), field.getValue())));
            if (depth < DEEPEST) {
                known.path("properties").properties().stream()
                        .filter(field -> !field.getKey().equals(WAIT))
                        .forEach(field -> object.set(field.getKey(), value(field.getValue(), depth + 1)));
            }
            return object;
        }
        return switch (known.path("type").asText()) {
            case "object" ->
                known.path("additionalProperties").isObject() && depth < DEEPEST
                        ? json.objectNode().set("name", value(known.path("additionalProperties"), depth + 1))
                        : json.objectNode();
            case "array" ->
                depth < DEEPEST ? json.arrayNode().add(value(known.path("items"), depth + 1)) : json.arrayNode();
            case "integer", "number" -> json.numberNode(1);
            case "boolean" -> json.booleanNode(true);
            default ->
                json.textNode(known.path("format").asText().equals("date-time") ? "2030-01-31T10:00:00.000+0000" : "x");
        };
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
