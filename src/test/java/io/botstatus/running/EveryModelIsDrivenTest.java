package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No model, example or element template is left out of the suite that drives the running server. */
class EveryModelIsDrivenTest {

    @Test
    void onTheRunningServer() throws IOException {
        Set<String> driven = new ClassFileImporter()
                .importPackagesOf(Drives.class).stream()
                        .flatMap(suite -> suite.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Drives.class))
                        .map((JavaMethod method) -> method.getAnnotationOfType(Drives.class))
                        .map(Drives::value)
                        .collect(Collectors.toSet());

        try (Stream<Path> files = Files.walk(Path.of("bpmn"))) {
            assertThat(driven)
                    .as("files below bpmn/ that a test of this package @Drives")
                    .containsExactlyInAnyOrderElementsOf(files.filter(Files::isRegularFile)
                            .map(file -> file.toString().replace('\\', '/'))
                            .toList());
        }
    }
}
