package io.botstatus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The properties that users are told of by name: the first column of the tables in {@code docs/host.md} and {@code docs/configuration.md}. */
public final class DocumentedProperties {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\|");
    private static final Pattern NAME = Pattern.compile("`([a-z][a-zA-Z0-9.<>-]*)`");

    private static final List<Pattern> PATTERNS = Stream.of("host.md", "configuration.md")
            .flatMap(page -> ROW.matcher(read(page)).results())
            .flatMap(row -> NAME.matcher(row.group(1)).results())
            .map(name -> Pattern.compile(Stream.of(name.group(1).split("<[a-z]+>", -1))
                    .map(Pattern::quote)
                    .reduce((first, next) -> first + ".+" + next)
                    .orElseThrow()))
            .toList();

    private DocumentedProperties() {}

    /** Whether one of the names fits; {@code <name>} in it stands for any. An item of a list is the list. */
    public static boolean contain(String property) {
        String name = property.replaceAll("\\[\\d+]$", "");
        return PATTERNS.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static String read(String page) {
        try {
            return Files.readString(docs().resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Beside the folder that tests run in, or above the one that they are compiled to. */
    private static Path docs() {
        Path here = Path.of("docs");
        if (Files.isDirectory(here)) {
            return here;
        }
        try {
            Path compiled = Path.of(DocumentedProperties.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return compiled.resolve("../../docs").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
