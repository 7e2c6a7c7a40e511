package io.botstatus.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The pictures of the panel show it as it is: what they were taken from is noted beside them. */
class PanelPicturesTest {

    private static final Path SOURCE = Path.of("src/main/resources/static/botstatus/contact-bot-status.js");
    private static final String NOTE = "taken-from.sha256";

    @Test
    void showThePanelAsItIs() throws IOException {
        assertThat(Files.readString(Path.of("docs/panel", NOTE)))
                .as(
                        "Run mvn -Plong verify -Dit.test=PanelPicturesIT -Dpictures.dir=docs/panel, look at the pictures and commit them")
                .isEqualTo(line());
    }

    static void note(Path folder) throws IOException {
        Files.writeString(folder.resolve(NOTE), line());
    }

    private static String line() throws IOException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(SOURCE));
            return HexFormat.of().formatHex(hash) + "  " + SOURCE.toString().replace('\\', '/') + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
