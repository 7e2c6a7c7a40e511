package io.botstatus.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.StandardWebhooks;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The allowed addresses of targets, and the signatures of posts. */
class TargetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://crm.example.com/hooks?key=1",
                "HTTPS://crm.example.com",
                "http://localhost:9000/hooks",
                "http://127.0.0.1/hooks",
                "http://[::1]:9000/hooks"
            })
    void httpsAndThisMachineAreFine(String url) {
        assertThat(target(url, "s", false).url().toString()).isEqualTo(url);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "http://crm.example.com/hooks",
                "http://10.0.0.7/hooks",
                "http://localhost.example.com/hooks",
                "http://localhost@crm.example.com/hooks",
                "https://user:password@crm.example.com/hooks",
                "ftp://localhost/hooks",
                "file:///etc/passwd",
                "//crm.example.com",
                "crm.example.com",
                "https:///hooks",
                "https://crm example.com",
                ""
            })
    void whatIsNotSafeOrNoAddressIsRefused(@Nullable String url) {
        assertThatThrownBy(() -> target(url, "s", false))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("botstatus.notify.targets.crm.url is");
    }

    @Test
    void httpElsewhereIsFineIfItIsAllowed() {
        assertThat(target("http://crm.example.com/hooks", "s", true).url()).hasHost("crm.example.com");
        assertThatThrownBy(() -> target("ftp://crm.example.com/hooks", "s", true))
                .isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "whsec_", "whsec_*"})
    void aSecretThatIsNoneIsRefusedAndNotShown(@Nullable String secret) {
        assertThatThrownBy(() -> target("https://crm.example.com", secret, false))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("botstatus.notify.targets.crm.secret is")
                .hasMessageNotContaining("whsec_*");
    }

    /** The example of the Standard Webhooks libraries' own tests (standard-webhooks/standard-webhooks, libraries/python/tests). */
    @Test
    void signsAsStandardWebhooksDo() {
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

        assertThat(StandardWebhooks.signature(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    private static Target target(@Nullable String url, @Nullable String secret, boolean allowHttp) {
        return Target.of("crm", new NotifyProperties.Settings(url, secret, allowHttp));
    }
}
