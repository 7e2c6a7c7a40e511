package io.botstatus.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.base.InvalidValueException;
import io.botstatus.status.Sender;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks of a connection at the start of the application. */
class HighLevelConnectionTest {

    /** HighLevel's own, from <a href="https://marketplace.gohighlevel.com/docs/webhook/WebhookIntegrationGuide">its guide</a>. */
    private static final String KEY = "MCowBQYDK2VwAyEAi2HR1srL4o18O8BRa7gVJY7G7bupbN3H9AwJrHCDiOg=";

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEY,
                "-----BEGIN PUBLIC KEY-----\n" + KEY + "\n-----END PUBLIC KEY-----\n",
                "-----BEGIN PUBLIC KEY----- " + KEY + " -----END PUBLIC KEY-----"
            })
    void theKeyIsGivenInAnyOfItsForms(String secret) {
        assertThat(connection(secret, Map.of("locations", "a")).secret()).isEqualTo(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a client secret",
                "bm8ga2V5",
                // A public key for X25519.
                "MCowBQYDK2VuAyEAi2HR1srL4o18O8BRa7gVJY7G7bupbN3H9AwJrHCDiOg="
            })
    void anyOtherTextIsRefusedAndNotShown(String secret) {
        assertThatThrownBy(() -> connection(secret, Map.of("locations", "a")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("botstatus.webhooks.connections.mine.secret")
                .hasMessageContaining("public Ed25519 key")
                .hasMessageNotContaining(secret);
    }

    @Test
    void locationsAreNeeded() {
        for (Map<String, String> options : List.of(Map.<String, String>of(), Map.of("locations", " , "))) {
            assertThatThrownBy(() -> connection(KEY, options))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageContaining("botstatus.webhooks.connections.mine.options.locations");
        }
    }

    private static Connection connection(String secret, Map<String, String> options) {
        return new Connection(
                "mine",
                new WebhookProperties.Settings("highlevel", secret, ContactPattern.DEFAULT, Sender.HUMAN, options),
                new Platforms());
    }
}
