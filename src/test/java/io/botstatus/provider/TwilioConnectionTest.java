package io.botstatus.provider;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.base.InvalidValueException;
import io.botstatus.status.Sender;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** The address that Twilio was given, as an option of the connection. */
class TwilioConnectionTest {

    @ParameterizedTest
    @ValueSource(strings = {"bot.example.com/webhooks/twilio", "https://", "https://bot.example.com/?account=1", ""})
    void anAddressThatIsNoneIsRefused(String url) {
        assertThatThrownBy(() -> connection(url))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("botstatus.webhooks.connections.mine.options.url");
    }

    /** The first vector of {@link TwilioSignatureTest}. */
    @Test
    void theAddressCountsWithTheQueryThatCame() throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/webhooks/mine");
        request.setQueryString("foo=1&bar=2");
        request.addHeader("X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
        request.setContent(Signatures.bytes("CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234"
                + "&From=%2B14158675309&To=%2B18005551212"));
        Delivery delivery = Delivery.of(request);
        Connection told = connection("https://mycompany.com/myapp.php");
        Connection toldOther = connection("https://mycompany.com/other.php");

        assertThatCode(() -> told.platform().authenticate(delivery, told, Instant.EPOCH))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> toldOther.platform().authenticate(delivery, toldOther, Instant.EPOCH))
                .isInstanceOf(UnauthenticException.class);
    }

    private static Connection connection(String url) {
        return new Connection(
                "mine",
                new WebhookProperties.Settings(
                        "twilio", "12345", ContactPattern.DEFAULT, Sender.HUMAN, Map.of("url", url)),
                new Platforms());
    }
}
