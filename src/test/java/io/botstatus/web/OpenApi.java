package io.botstatus.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document as its readers use it: calls by their operation ids, examples, and the schemas of answers. */
final class OpenApi {

    /** What a method of a path is called. The other fields of a path are common to its calls. */
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final JsonNode document;
    private final Map<String, Operation> operations = new TreeMap<>();

    /** The operations and statuses of all answers that were compared with the document. */
    private final Set<String> seen = new TreeSet<>();

    OpenApi(JsonNode document) {
        this.document = document;
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(call -> METHODS.contains(call.getKey()))
                .forEach(call ->
                        add(new Operation(this, call.getKey(), path.getKey(), path.getValue(), call.getValue()))));
    }

    private void add(Operation operation) {
        assertThat(operations.put(operation.id(), operation)).as(operation.id()).isNull();
    }

    /** All calls that the document has, in the order of their ids. */
    List<Operation> operations() {
        return List.copyOf(operations.values());
    }

    Operation operation(String id) {
        return requireNonNull(operations.get(id), id);
    }

    Set<String> seen() {
        return seen;
    }

    /** All answers that the document declares, as {@code operation status}. */
    Set<String> declared() {
        Set<String> declared = new TreeSet<>();
        operations().forEach(operation -> operation
                .call()
                .path("responses")
                .fieldNames()
                .forEachRemaining(status -> declared.add(operation.id() + " " + status)));
        return declared;
    }

    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** An answer is one that the document declares, and has no field that the document does not. */
    void fits(Operation operation, Answer answer) {
        String shown = operation.id() + " answered " + answer.code() + " " + answer.text();
        JsonNode response = resolved(operation.call().path("responses").path("" + answer.code()));
        assertThat(response.isMissingNode()).as(shown).isFalse();
        seen.add(operation.id() + " " + answer.code());
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            assertThat(answer.text()).as(shown).isEmpty();
            return;
        }
        String type = answer.contentType().replaceAll(";.*", "");
        assertThat(content.has(type)).as(shown + " as " + type).isTrue();
        if (type.equals("application/problem+json")) {
            String word = Answer.json(answer.text()).path("type").asText().replace("urn:problem-type:bot-status:", "");
            assertThat(response.path("description").asText()).as(shown).contains("`" + word + "`");
        }
        if (type.endsWith("json")) {
            assertThat(wrong(content.path(type).path("schema"), Answer.json(answer.text())))
                    .as(shown)
                    .isEmpty();
        }
    }

    /** What a value has that its schema does not allow. */
    Set<ValidationMessage> wrong(JsonNode schema, JsonNode value) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", strict(document.path("components")));
        JsonSchema known = SCHEMAS.getSchema(whole);
        return known.validate(value);
    }

    /** With only the fields that are declared. */
    private JsonNode strict(JsonNode components) {
        JsonNode copy = components.deepCopy();
        close(copy);
        return copy;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject() && object.has("type")) {
            object.put("unevaluatedProperties", false);
        }
        node.forEach(OpenApi::close);
    }

    /** One call of the document. */
    record Operation(OpenApi document, String method, String path, JsonNode whole, JsonNode call) {

        String id() {
            return call.path("operationId").asText();
        }

        String verb() {
            return method.toUpperCase(Locale.ROOT);
        }

        /** Its parameters with those that all calls of its path have. */
        List<JsonNode> parameters(String in) {
            return Stream.of(whole, call)
                    .flatMap(part -> part.path("parameters").valueStream())
                    .map(document::resolved)
                    .filter(one -> one.path("in").asText().equals(in))
                    .toList();
        }

        /** The path with the document's examples. */
        String example() {
            return with(Map.of());
        }

        /** The path with these values, and the document's examples for all others. */
        String with(Map<String, String> values) {
            String filled = path;
            for (JsonNode parameter : parameters("path")) {
                String name = parameter.path("name").asText();
                String value =
                        values.getOrDefault(name, parameter.path("example").asText("none"));
                filled = filled.replace("{" + name + "}", Server.encode(value));
            }
            return filled;
        }

        boolean hasBody() {
            return call.has("requestBody");
        }

        JsonNode body(String example) {
            JsonNode value = call.at("/requestBody/content/application~1json/examples/" + example + "/value");
            assertThat(value.isMissingNode()).as(id() + " " + example).isFalse();
            return value;
        }

        List<String> examples() {
            List<String> names = new ArrayList<>();
            call.at("/requestBody/content/application~1json/examples")
                    .fieldNames()
                    .forEachRemaining(names::add);
            return names;
        }

        @Nullable
        JsonNode bodySchema() {
            JsonNode schema = call.at("/requestBody/content/application~1json/schema");
            return schema.isMissingNode() ? null : document.resolved(schema);
        }

        @Override
        public String toString() {
            return id();
        }
    }
}
