package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.botstatus.web.OpenApi.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/**
 * The OpenAPI document breaks no client of the last release: what it let a client send is still taken, and what it let a client read is
 * still answered. A release copies the document to {@code src/test/resources/api/openapi-released.yaml}. A library that compares
 * documents would bring a reader of YAML, with which the tested server would read and write YAML too.
 */
class ApiCompatibilityTest {

    private static final Path NOW = Path.of("src/main/resources/api/openapi.yaml");
    private static final Path RELEASED = Path.of("src/test/resources/api/openapi-released.yaml");

    @Test
    void breaksNothingOfTheLastRelease() throws IOException {
        assertThat(broken(read(Files.readString(RELEASED)), read(Files.readString(NOW))))
                .isEmpty();
    }

    /** Else the comparison could not fail. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /api/repairs:                                    | /api/mendings:                            | repairInconsistencies is gone
                    name: If-Match                                   | name: If-None-Match                       | setBotStatus has no header If-Match
                    required: [messageId, sender]                    | required: [messageId, sender, channel]    | reportMessage now needs body.channel
                    [contact, human, bot, workflow, unknown]         | [contact, human, bot, workflow]           | reportMessage takes no body.sender unknown
                    '        text: {type: string, '                  | '        words: {type: string, '          | requestReply takes no body.text
                    summary: Report a message                        | summary: Tell of a message                | ''
                    remaining: {type: integer                        | remaining: {type: string                  | requestReply 200.remaining is another type
                    'required: [granted, duplicate, remaining'       | 'required: [granted, duplicate'           | requestReply 200.remaining may be missing
                    """)
    void findsWhatIsBroken(String released, String now, String found) throws IOException {
        String document = Files.readString(RELEASED);
        Set<String> broken = broken(read(document), read(document.replace(released, now)));
        if (found.isEmpty()) {
            assertThat(broken).isEmpty();
        } else {
            assertThat(broken).contains(found);
        }
    }

    private static OpenApi read(String yaml) {
        return new OpenApi(new ObjectMapper().valueToTree(new Yaml().load(yaml)));
    }

    private static Set<String> broken(OpenApi released, OpenApi now) {
        Set<String> broken = new TreeSet<>();
        for (Operation before : released.operations()) {
            Operation after = now.operations().stream()
                    .filter(one -> one.id().equals(before.id()))
                    .filter(one -> one.path().equals(before.path()))
                    .findFirst()
                    .orElse(null);
            if (after == null) {
                broken.add(before.id() + " is gone");
                continue;
            }
            parameters(before, after, broken);
            JsonNode body = before.bodySchema();
            JsonNode bodyNow = after.bodySchema();
            if (body != null && bodyNow != null) {
                sent(before.id(), "body", before, body, after, bodyNow, broken);
            }
            before.call().path("responses").properties().forEach(answer -> {
                JsonNode then = schema(before, answer.getValue());
                JsonNode answered = after.call().path("responses").path(answer.getKey());
                if (answered.isMissingNode()) {
                    broken.add(before.id() + " never answers " + answer.getKey());
                } else {
                    read(before.id() + " " + answer.getKey(), before, then, after, schema(after, answered), broken);
                }
            });
        }
        return broken;
    }

    private static void parameters(Operation before, Operation after, Set<String> broken) {
        for (String in : List.of("path", "query", "header")) {
            List<String> names = names(after, in, false);
            names(before, in, false).stream()
                    .filter(name -> !names.contains(name))
                    .forEach(name -> broken.add(before.id() + " has no " + in + " " + name));
            names(after, in, true).stream()
                    .filter(name -> !names(before, in, true).contains(name))
                    .forEach(name -> broken.add(before.id() + " now needs " + in + " " + name));
        }
    }

    private static List<String> names(Operation operation, String in, boolean required) {
        return operation.parameters(in).stream()
                .filter(one -> !required || one.path("required").asBoolean())
                .map(one -> one.path("name").asText())
                .toList();
    }

    private static JsonNode schema(Operation operation, JsonNode answer) {
        JsonNode content = operation.document().resolved(answer).path("content");
        return content.isEmpty()
                ? content
                : operation.document().resolved(content.iterator().next().path("schema"));
    }

    /** What a client may send. */
    private static void sent(
            String call,
            String at,
            Operation before,
            JsonNode then,
            Operation after,
            JsonNode now,
            Set<String> broken) {
        then.path("enum").forEach(value -> {
            if (now.has("enum") && !now.path("enum").valueStream().toList().contains(value)) {
                broken.add(call + " takes no " + at + " " + value.asText());
            }
        });
        now.path("required").forEach(name -> {
            if (!then.path("required").valueStream().toList().contains(name)) {
                broken.add(call + " now needs " + at + "." + name.asText());
            }
        });
        then.path("properties").properties().forEach(field -> {
            JsonNode kept = now.path("properties").path(field.getKey());
            if (kept.isMissingNode()) {
                broken.add(call + " takes no " + at + "." + field.getKey());
            } else {
                JsonNode was = before.document().resolved(field.getValue());
                JsonNode is = after.document().resolved(kept);
                if (!was.path("type").equals(is.path("type"))) {
                    broken.add(call + " " + at + "." + field.getKey() + " is another type");
                }
                sent(call, at + "." + field.getKey(), before, was, after, is, broken);
            }
        });
    }

    /** What a client may read. */
    private static void read(
            String at, Operation before, JsonNode then, Operation after, JsonNode now, Set<String> broken) {
        if (!then.path("type").equals(now.path("type"))) {
            broken.add(at + " is another type");
            return;
        }
        then.path("required").forEach(name -> {
            if (!now.path("required").valueStream().toList().contains(name)) {
                broken.add(at + "." + name.asText() + " may be missing");
            }
        });
        then.path("properties")
                .properties()
                .forEach(field -> read(
                        at + "." + field.getKey(),
                        before,
                        before.document().resolved(field.getValue()),
                        after,
                        after.document().resolved(now.path("properties").path(field.getKey())),
                        broken));
        if (then.has("items")) {
            read(
                    at + "[]",
                    before,
                    before.document().resolved(then.path("items")),
                    after,
                    after.document().resolved(now.path("items")),
                    broken);
        }
    }
}
