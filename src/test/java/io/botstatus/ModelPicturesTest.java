package io.botstatus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every picture shows its model as it is now. A note beside it has the model's hash, so that a build without a browser can check
 * it.
 */
class ModelPicturesTest {

    private static final Path PICTURES = Path.of("docs/models");

    @Test
    void everyPictureShowsItsModelAsItIs() throws IOException {
        Map<String, Drawn> drawn = drawn();
        List<String> models = filesBelow(Path.of("bpmn"), ".bpmn", ".dmn");
        List<String> wrong = new ArrayList<>();

        for (String model : models) {
            Drawn picture = drawn.get(model);
            if (picture == null || !Files.exists(Path.of(picture.path()))) {
                wrong.add(model + " has no picture");
            } else if (!picture.sha256().equals(sha256(Path.of(model)))) {
                wrong.add(picture.path() + " shows " + model + " as it was before its last change");
            }
        }
        for (String picture : filesBelow(PICTURES, ".png")) {
            if (drawn.entrySet().stream()
                    .noneMatch(entry -> entry.getValue().path().equals(picture) && models.contains(entry.getKey()))) {
                wrong.add(picture + " shows a model that is gone");
            }
        }

        assertThat(wrong).as("Run .ci/draw and commit what it writes").isEmpty();
    }

    private static List<String> filesBelow(Path folder, String... endings) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file.toString().replace('\\', '/'))
                    .filter(file -> Stream.of(endings).anyMatch(file::endsWith))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, Drawn> drawn() throws IOException {
        Map<String, Drawn> drawn = new TreeMap<>();
        for (String line : Files.readAllLines(PICTURES.resolve("drawn-from.sha256"))) {
            String[] parts = line.split("  ", 3);
            drawn.put(parts[1], new Drawn(parts[0], parts[2]));
        }
        return drawn;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /**
     * One line of the list.
     *
     * @param sha256 of the model when it was drawn
     */
    private record Drawn(String sha256, String path) {}
}
