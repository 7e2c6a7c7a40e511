package io.botstatus.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.base.InvalidValueException;
import io.botstatus.message.Message;
import io.botstatus.status.Sender;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of a connection, and the messages that it reports. */
class ConnectionTest {

    private static final Instant NOW = Instant.parse("2030-01-31T09:00:00Z");
    private static final Incoming BY_NOBODY = new Incoming(
            "m1",
            new Incoming.Conversation("key", "c-1", "web"),
            Author.unknown("nothing tells"),
            "anna",
            null,
            null,
            null);

    @ParameterizedTest
    @CsvSource({
        "{connection}:{contact key}, support:key",
        "{contact key}, key",
        "crm-{conversation key}, crm-c-1",
        "{connection}/{conversation key}/{contact key}, support/c-1/key"
    })
    void contactsAreCalledAsThePatternSays(String pattern, String id) {
        assertThat(connection("support", "chatwoot", "s", pattern, Sender.HUMAN, Map.of())
                        .message(BY_NOBODY, NOW)
                        .contact()
                        .value())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "{connection}", "{contact}", "{contact key}{nobody}"})
    void aPatternThatMakesAllContactsOneOrHasAPlaceThatNothingFillsIsRefused(String pattern) {
        assertThatThrownBy(() -> connection("support", "chatwoot", "s", pattern, Sender.HUMAN, Map.of()))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("botstatus.webhooks.connections.support.contact-id is");
    }

    @ParameterizedTest
    @CsvSource({"HUMAN, human", "WORKFLOW, workflow", "BOT, bot"})
    void whoIsNotKnownCountsAsTheConnectionSays(Sender setting, String word) {
        Message message = connection("support", "chatwoot", "s", ContactPattern.DEFAULT, setting, Map.of())
                .message(BY_NOBODY, NOW);

        assertThat(message.sender()).isEqualTo(setting);
        assertThat(message.source().evidence())
                .isEqualTo(word + ", because nothing tells, which counts as " + word + " here (unknown-sender)");
        assertThat(message.sentAt()).isEqualTo(NOW);
    }

    @Test
    void nobodyKnownCannotCountAsTheContact() {
        assertThatThrownBy(
                        () -> connection("support", "chatwoot", "s", ContactPattern.DEFAULT, Sender.CONTACT, Map.of()))
                .hasMessage(
                        "botstatus.webhooks.connections.support.unknown-sender is 'contact'. Allowed: human, workflow or"
                                + " bot.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Support", "a/b", "a.b", "", "ä", "-a"})
    void aNameThatIsNoPartOfAnAddressIsRefused(String name) {
        assertThatThrownBy(() -> connection(name, "chatwoot", "s", ContactPattern.DEFAULT, Sender.HUMAN, Map.of()))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("botstatus.webhooks.connections is");
    }

    @ParameterizedTest
    @CsvSource({"'', platform", "slack, platform", "Chatwoot, platform"})
    void aPlatformThatIsNoneIsRefused(String platform, String property) {
        assertThatThrownBy(() -> connection("support", platform, "s", ContactPattern.DEFAULT, Sender.HUMAN, Map.of()))
                .hasMessageStartingWith("botstatus.webhooks.connections.support." + property + " is")
                .hasMessageContaining("chatwoot, cloudevents, evolution, highlevel, intercom, twilio, whatsapp");
    }

    @Test
    void withoutASecretThereIsNoConnection() {
        for (String secret : new String[] {null, "", " "}) {
            assertThatThrownBy(() ->
                            connection("support", "chatwoot", secret, ContactPattern.DEFAULT, Sender.HUMAN, Map.of()))
                    .hasMessage(
                            "botstatus.webhooks.connections.support.secret is missing. Allowed: what chatwoot signs its"
                                    + " webhooks with.");
        }
    }

    /** As environment variables spell them: BOTSTATUS_WEBHOOKS_CONNECTIONS_SUPPORT_OPTIONS_TOKEN_IN_ADDRESS. */
    @ParameterizedTest
    @ValueSource(strings = {"token-in-address", "token.in.address", "tokenInAddress", "TOKEN_IN_ADDRESS"})
    void optionsAreKnownInEverySpelling(String option) {
        assertThat(connection("support", "chatwoot", "s", ContactPattern.DEFAULT, Sender.HUMAN, Map.of(option, "true"))
                        .isOn("token-in-address"))
                .isTrue();
    }

    @Test
    void anOptionThatThePlatformDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> connection(
                        "support", "chatwoot", "s", ContactPattern.DEFAULT, Sender.HUMAN, Map.of("tokn", "true")))
                .hasMessage("botstatus.webhooks.connections.support.options is 'tokn'. Allowed: token-in-address.");
        assertThatThrownBy(() -> connection(
                        "support",
                        "chatwoot",
                        "s",
                        ContactPattern.DEFAULT,
                        Sender.HUMAN,
                        Map.of("token-in-address", "yes")))
                .hasMessage("botstatus.webhooks.connections.support.options.token-in-address is 'yes'. Allowed: true or"
                        + " false.");
    }

    @Test
    void everyPlatformIsFoundAndSaysWhatItsOptionsAre() {
        assertThat(new Platforms().words())
                .containsExactly("chatwoot", "cloudevents", "evolution", "highlevel", "intercom", "twilio", "whatsapp");
        assertThat(new Platforms().all().values())
                .allSatisfy(platform -> assertThat(platform.options().values()).noneMatch(String::isBlank));
    }

    private static Connection connection(
            String name,
            String platform,
            @Nullable String secret,
            String pattern,
            Sender unknown,
            Map<String, String> options) {
        return new Connection(
                name, new WebhookProperties.Settings(platform, secret, pattern, unknown, options), new Platforms());
    }
}
