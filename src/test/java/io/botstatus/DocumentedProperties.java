package io.botstatus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documented properties: the tables in {@code docs/configuration.md}, with a name and a default in each row. */
public final class DocumentedProperties {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\|([^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("`([a-z][a-zA-Z0-9.<>-]*)`");
    private static final Pattern LITERAL = Pattern.compile("`([^`]*)`");

    private static final List<Documented> ALL =
            ROW.matcher(read()).results().flatMap(DocumentedProperties::named).toList();

    private DocumentedProperties() {}

    /** Whether one of the names fits; {@code <name>} in it stands for any. An item of a list is the list. */
    public static boolean contain(String property) {
        return find(property).isPresent();
    }

    /** The names as they are documented. */
    static List<String> names() {
        return ALL.stream().map(Documented::name).toList();
    }

    /**
     * The default that the page states for a property.
     *
     * @return empty if the page states none, or describes it in words
     */
    static Optional<String> defaultOf(String property) {
        return find(property)
                .map(documented -> LITERAL.matcher(documented.defaultCell().trim()))
                .filter(Matcher::matches)
                .map(literal -> literal.group(1));
    }

    private static Optional<Documented> find(String property) {
        String name = property.replaceAll("\\[\\d+]$", "");
        return ALL.stream()
                .filter(documented -> documented.pattern().matcher(name).matches())
                .findFirst();
    }

    private static Stream<Documented> named(MatchResult row) {
        return NAME.matcher(row.group(1)).results().map(name -> new Documented(name.group(1), row.group(2)));
    }

    private static String read() {
        try {
            return Files.readString(docs().resolve("configuration.md"));
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

    /** A row of a table. */
    private record Documented(String name, Pattern pattern, String defaultCell) {

        Documented(String name, String defaultCell) {
            this(
                    name,
                    Pattern.compile(Stream.of(name.split("<[a-z]+>", -1))
                            .map(Pattern::quote)
                            .reduce((first, next) -> first + ".+" + next)
                            .orElseThrow()),
                    defaultCell);
        }
    }
}
