package io.botstatus;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.ResolvableType;

/** Users are told of each property that there is. */
class DocumentedPropertiesTest {

    @Test
    void eachPropertyOfThePluginAndTheServerIsNamed() {
        List<String> all = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.botstatus").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> names(
                                type.getAnnotation(ConfigurationProperties.class)
                                        .value(),
                                type))
                        .toList();

        assertThat(all).hasSizeGreaterThan(30).allMatch(DocumentedProperties::contain);
    }

    @Test
    void aPropertyThatNoPageNamesIsNone() {
        assertThat(DocumentedProperties.contain("botstatus.enabled")).isTrue();
        assertThat(DocumentedProperties.contain(
                        "camunda.bpm.generic-properties.properties.ensure-job-due-date-not-null"))
                .isFalse();
    }

    private static Stream<String> names(String prefix, Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .flatMap(component -> names(prefix + "." + kebab(component.getName()), component));
    }

    private static Stream<String> names(String name, RecordComponent component) {
        Type type = component.getGenericType();
        if (component.getType().isRecord()) {
            return names(name, component.getType());
        }
        Class<?> value = Map.class.isAssignableFrom(component.getType())
                ? ResolvableType.forType(type).getGeneric(1).toClass()
                : Object.class;
        if (value.isRecord()) {
            return names(name + ".a-name", value);
        }
        return Stream.of(Map.class.isAssignableFrom(component.getType()) ? name + ".a-name" : name);
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }
}
