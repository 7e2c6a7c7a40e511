package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A model as its file has it, but for constants that would make a test wait for hours. */
record ModelText(String file, String text) {

    /** A model of the project, such as {@code bpmn/examples/complaint.bpmn}. */
    static ModelText of(String path) {
        return read(Path.of(path));
    }

    /** A model of the suite's own. */
    static ModelText ofTest(String name) {
        return read(Path.of("src/test/resources/running").resolve(name));
    }

    private static ModelText read(Path path) {
        try {
            return new ModelText(path.getFileName().toString(), Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The model with another constant, wherever this one stands. */
    ModelText with(String constant, String instead) {
        assertThat(text.contains(constant)).as("%s has %s", file, constant).isTrue();
        return new ModelText(file, text.replace(constant, instead));
    }

    /** The model with another literal in an input parameter; {@code null} for none. */
    ModelText withInput(String name, String literal, @Nullable String instead) {
        String open = "<camunda:inputParameter name=\"" + name + "\"";
        return with(
                open + ">" + literal + "</camunda:inputParameter>",
                instead == null ? open + " />" : open + ">" + instead + "</camunda:inputParameter>");
    }

    void deployTo(ServerClient server) {
        server.deploy(file, text);
    }
}
