package io.botstatus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.ResolvableType;

/** {@code docs/configuration.md} lists each property once, with the default that the configuration metadata and the code state. */
class ConfigurationDocumentTest {

    @Test
    void listsEachPropertyOfTheMetadataWithItsDefault() throws IOException {
        Map<String, Optional<String>> metadata = metadata();
        Map<String, Optional<String>> documented = new TreeMap<>();
        pluginsProperties().forEach(name -> documented.put(name, DocumentedProperties.defaultOf(name)));

        assertThat(documented).hasSizeGreaterThan(20).isEqualTo(metadata);
    }

    @Test
    void listsEachPropertyOfTheCodeWithItsDefault() {
        Map<String, Optional<String>> code = code();

        assertThat(code).hasSizeGreaterThan(40).allSatisfy((name, defaultValue) -> {
            assertThat(DocumentedProperties.contain(name))
                    .as("%s is on the page", name)
                    .isTrue();
            assertThat(DocumentedProperties.defaultOf(name))
                    .as("the default of %s", name)
                    .isEqualTo(defaultValue);
        });
    }

    @Test
    void listsNoPropertyTwice() {
        assertThat(DocumentedProperties.names()).doesNotHaveDuplicates();
    }

    @Test
    void aPropertyThatThePageDoesNotListIsUnknown() {
        assertThat(DocumentedProperties.contain("botstatus.enabled")).isTrue();
        assertThat(DocumentedProperties.contain(
                        "camunda.bpm.generic-properties.properties.ensure-job-due-date-not-null"))
                .isFalse();
    }

    /** The names in the page's table of the plugin. */
    private static Stream<String> pluginsProperties() throws IOException {
        String section = Files.readString(Path.of("docs/configuration.md"))
                .split("\n## The plugin\n", 2)[1]
                .split("\n## ", 2)[0];
        return DocumentedProperties.names().stream().filter(name -> section.contains("\n| `" + name + "` |"));
    }

    private static Map<String, Optional<String>> metadata() throws IOException {
        try (InputStream stream = ConfigurationDocumentTest.class
                .getClassLoader()
                .getResourceAsStream("META-INF/spring-configuration-metadata.json")) {
            JsonNode properties =
                    new ObjectMapper().readTree(Objects.requireNonNull(stream)).path("properties");
            Map<String, Optional<String>> all = new TreeMap<>();
            StreamSupport.stream(properties.spliterator(), false)
                    .forEach(property -> all.put(
                            property.path("name").asText(),
                            property.has("defaultValue")
                                    ? Optional.of(property.path("defaultValue").asText())
                                    : Optional.empty()));
            return all;
        }
    }

    private static Map<String, Optional<String>> code() {
        Map<String, Optional<String>> all = new TreeMap<>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.botstatus").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                        .map(JavaClass::reflect)
                        .forEach(type -> add(
                                type.getAnnotation(ConfigurationProperties.class)
                                        .value(),
                                type,
                                all));
        return all;
    }

    private static void add(String prefix, Class<?> properties, Map<String, Optional<String>> all) {
        RecordComponent[] components = properties.getRecordComponents();
        Parameter[] parameters = properties.getDeclaredConstructors()[0].getParameters();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            String name = prefix + "." + kebab(component.getName());
            Class<?> valueOfMap = valueOfMap(component);
            if (component.getType().isRecord()) {
                add(name, component.getType(), all);
            } else if (valueOfMap.isRecord()) {
                add(name + ".a-name", valueOfMap, all);
            } else if (valueOfMap != Void.class) {
                all.put(name + ".a-name", Optional.empty());
            } else {
                all.put(name, defaultOf(parameters[i]));
            }
        }
    }

    private static Class<?> valueOfMap(RecordComponent component) {
        return Map.class.isAssignableFrom(component.getType())
                ? ResolvableType.forType(component.getGenericType())
                        .getGeneric(1)
                        .toClass()
                : Void.class;
    }

    private static Optional<String> defaultOf(Parameter parameter) {
        return Optional.ofNullable(parameter.getAnnotation(DefaultValue.class))
                .map(DefaultValue::value)
                .filter(value -> value.length > 0)
                .map(value -> String.join(",", value));
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
