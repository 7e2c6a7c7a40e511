package io.botstatus.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of shell commands that a page tells a reader to type, outside of the guides that {@link ReadmeIT}, {@link BuildersGuideIT} and {@link PlatformsGuideIT}
 * type from their beginning to their end.
 *
 * @param page the page's path
 * @param text the commands
 */
record DocumentedCommand(String page, String text) {

    private static final Pattern TYPED_ELSEWHERE = Pattern.compile(
            "(?s)<!-- walk-through: begin -->.*?<!-- walk-through: end -->|\n\\*\\*Replay\\*\\*.*?(?=\n## |\\z)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:bash|sh|shell|console)\n(.*?)^```");

    static List<DocumentedCommand> all() {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md")),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .flatMap(DocumentedCommand::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<DocumentedCommand> of(Path page) {
        try {
            String rest = TYPED_ELSEWHERE.matcher(Files.readString(page)).replaceAll("");
            return BLOCK.matcher(rest)
                    .results()
                    .map((MatchResult block) ->
                            new DocumentedCommand(page.toString().replace('\\', '/'), block.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean is(String itsPage, String part) {
        return page.equals(itsPage) && text.contains(part);
    }
}
