package io.botstatus.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The templates that the checks know are those that builders find in Modeler. */
class TemplateTest {

    private static final Path FOLDER = Path.of("bpmn/.camunda/element-templates");

    @BeforeAll
    static void thereAreTemplates() {
        assumeTrue(Files.isDirectory(FOLDER), "no element templates yet");
    }

    @Test
    void isKnownAsItsFileHasIt() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Template> inFiles = files.filter(file -> file.toString().endsWith(".json"))
                    .flatMap(TemplateTest::templates)
                    .map(TemplateTest::read)
                    .toList();

            assertThat(inFiles).containsExactlyInAnyOrderElementsOf(Template.KNOWN);
        }
    }

    private static Stream<JsonNode> templates(Path file) {
        try {
            JsonNode json = new ObjectMapper().readTree(file.toFile());
            return json.isArray() ? StreamSupport.stream(json.spliterator(), false) : Stream.of(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Template read(JsonNode template) {
        List<JsonNode> implementations = StreamSupport.stream(
                        template.path("properties").spliterator(), false)
                .filter(property -> List.of("camunda:delegateExpression", "calledElement")
                        .contains(property.path("binding").path("name").asText()))
                .toList();
        assertThat(implementations).as(template.path("id").asText()).hasSize(1);
        JsonNode implementation = implementations.get(0);
        return new Template(
                template.path("id").asText(),
                template.path("version").asInt(),
                implementation.path("binding").path("name").asText().replace("camunda:", ""),
                implementation.path("value").asText());
    }
}
