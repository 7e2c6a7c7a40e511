package io.botstatus.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.botstatus.base.InvalidValueException;
import io.botstatus.server.StartFailures;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Why the server does not start, for people. */
class StartFailuresTest {

    @Test
    void namesThePropertyThatCannotBe() {
        var failure = new StartFailures()
                .analyze(new BeanCreationException(
                        "a bean",
                        new InvalidValueException(
                                "botstatus.webhooks.connections.support.platform", "chatwot", "chatwoot, twilio")));

        assertThat(Objects.requireNonNull(failure).getDescription())
                .isEqualTo("botstatus.webhooks.connections.support.platform is 'chatwot'. Allowed: chatwoot, twilio.");
        assertThat(failure.getAction()).startsWith("Set this property");
    }

    /** Its own file, since this one names the server's classes too. */
    @Test
    void thePluginsJarExplainsItsDatabaseToo() throws IOException {
        Properties plugin = factories("src/main/plugin");

        assertThat(plugin)
                .containsExactly(entry(FailureAnalyzer.class.getName(), "io.botstatus.database.DatabaseFailures"));
        assertThat(factories("src/main/resources").getProperty(FailureAnalyzer.class.getName()))
                .contains("io.botstatus.database.DatabaseFailures");
    }

    private static Properties factories(String folder) throws IOException {
        Properties factories = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of(folder, "META-INF/spring.factories"))) {
            factories.load(file);
        }
        return factories;
    }

    @Test
    void leavesToOthersWhatItDoesNotKnow() {
        assertThat(new StartFailures().analyze(new IllegalStateException("no"))).isNull();
    }
}
