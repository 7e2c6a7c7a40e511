package io.botstatus.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.base.InvalidValueException;
import io.botstatus.server.StartFailures;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;

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

    @Test
    void leavesToOthersWhatItDoesNotKnow() {
        assertThat(new StartFailures().analyze(new IllegalStateException("no"))).isNull();
    }
}
