package io.botstatus.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The vectors that Twilio tests its own libraries with: spec/validation.spec.js of <a
 * href="https://github.com/twilio/twilio-node">twilio-node</a>, tests/unit/test_request_validator.py of <a
 * href="https://github.com/twilio/twilio-python">twilio-python</a>, and RequestValidatorTest.java of <a
 * href="https://github.com/twilio/twilio-java">twilio-java</a>.
 */
class TwilioSignatureTest {

    private static final String TOKEN = "12345";
    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";

    private static final Map<String, List<String>> FORM = Map.of(
            "CallSid", List.of("CA1234567890ABCDE"),
            "Caller", List.of("+14158675309"),
            "Digits", List.of("1234"),
            "From", List.of("+14158675309"),
            "To", List.of("+18005551212"));

    @ParameterizedTest
    @CsvSource({
        // twilio-python, twilio-java and twilio-node
        "https://mycompany.com/myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com:1234/myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com/myapp.php?foo=1&bar=2, kvajT1Ptam85bY51eRf/AJRuM3w=",
        "http://mycompany.com/myapp.php?foo=1&bar=2, 0ZXoZLH/DfblKGATFgpif+LLRf4=",
        "http://mycompany.com:1234/myapp.php?foo=1&bar=2, Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
        // twilio-node
        "https://mycompany.com/myapp.php?foo=1&bar=2&Body=It's+amazing, dsq4Ehbj6cs+KdTkpF5sSSplOWw=",
        "https://user:pass@mycompany.com/myapp.php?foo=1&bar=2, CukzLTc1tT5dXEDIHm/tKBanW10=",
        "https://user:pass@mycompany.com/myapp.php?foo=1&bar=2, ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=",
        "https://user@mycompany.com/myapp.php?foo=1&bar=2, 2YRLlVAflCqxaNicjMpJcSTgzSs="
    })
    void theAddressWithItsPortOrWithout(String url, String signature) {
        assertThat(TwilioConversations.isSigned(signature, TOKEN, url, FORM)).isTrue();
    }

    /** twilio-python and twilio-node. */
    @Test
    void eachValueOfAFieldOnce() {
        for (List<String> digits : List.of(List.of("5678", "1234"), List.of("5678", "1234", "1234"))) {
            Map<String, List<String>> form =
                    Map.of("Sid", List.of("CA123"), "SidAccount", List.of("AC123"), "Digits", digits);

            assertThat(TwilioConversations.isSigned("IK+Dwps556ElfBT0I3Rgjkr1wJU=", TOKEN, URL, form))
                    .isTrue();
        }
    }

    /** twilio-node. */
    @Test
    void theValuesOfAFieldInAnyOrder() {
        String one = "+1325xxxxxxx";
        String other = "+1415xxxxxxx";
        for (List<String> addresses : List.of(List.of(one, other), List.of(other, one))) {
            Map<String, List<String>> form = Map.of("MessagingBinding.Address", addresses);

            assertThat(TwilioConversations.isSigned("83O6e2vORAoJHUNzJjDWN1jz+BA=", TOKEN, URL, form))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // twilio-python, twilio-java and twilio-node
        "https://mycompany.com/myapp.php?foo=1&bar=2, NOTRSOYDt4T1cUTdK1PDd93/VVr8B8=",
        // A signature of another address, and texts that are no signature.
        "https://mycompany.com/myapp.php?foo=1&bar=3, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com.example.com/myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "http://mycompany.com/myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com/myapp.php?foo=1&bar=2, '*'",
        "https://mycompany.com/myapp.php?foo=1&bar=2, ''"
    })
    void nothingElse(String url, String signature) {
        assertThat(TwilioConversations.isSigned(signature, TOKEN, url, FORM)).isFalse();
    }

    @Test
    void notWithAnotherTokenOrAnotherField() {
        String signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

        assertThat(TwilioConversations.isSigned(signature, "12346", URL, FORM)).isFalse();
        assertThat(TwilioConversations.isSigned(signature, TOKEN, URL, Map.of()))
                .isFalse();
    }
}
