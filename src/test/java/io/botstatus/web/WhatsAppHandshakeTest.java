package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The question by which Meta tries an address before it sends anything there. */
@ServerTest
class WhatsAppHandshakeTest {

    private static final String RIGHT = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";

    @Autowired
    private Server server;

    @Test
    void theChallengeIsTheAnswerToWhoKnowsTheToken() {
        Answer answer = ask("whatsapp", RIGHT + "whatsapp-verify-token");

        assertThat(answer.code()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("1158201444");
        assertThat(answer.contentType()).startsWith("text/plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RIGHT + "another",
                RIGHT,
                "hub.mode=subscribe&hub.challenge=1158201444",
                "hub.mode=subscribe",
                "hub.mode=subscribe&hub.challenge=1158201444&token=whatsapp-verify-token"
            })
    void whoDoesNotKnowTheTokenGetsNothing(String query) {
        Answer answer = ask("whatsapp", query);

        assertThat(answer.problem(401)).contains("hub.verify_token");
        assertThat(answer.text()).doesNotContain("1158201444");
    }

    @Test
    void withoutTheOptionNobodyKnowsTheToken() {
        for (String token : List.of("", "null", "whatsapp-verify-token")) {
            assertThat(ask("whatsapp-number", RIGHT + token).problem(401)).contains("verify-token");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&hub.challenge=", "&hub.challenge=%3Cscript%3E", "&hub.challenge=1%0D%0A2"})
    void aChallengeThatIsNoneIsNotSentBack(String challenge) {
        Answer answer = ask("whatsapp", "hub.mode=subscribe&hub.verify_token=whatsapp-verify-token" + challenge);

        assertThat(answer.problem(400)).contains("hub.challenge");
    }

    @Test
    void onlyASubscriptionIsAnswered() {
        String query = "hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=whatsapp-verify-token";

        assertThat(ask("whatsapp", query).problem(400)).contains("hub.mode");
    }

    @Test
    void whoOnlyLooksWhetherSomethingIsThereIsTold() {
        Answer head = server.unsigned("HEAD", "/webhooks/whatsapp");
        Answer get = server.unsigned("GET", "/webhooks/whatsapp");

        assertThat(head.code()).isEqualTo(200);
        assertThat(get.code()).isEqualTo(200);
        assertThat(get.text()).isEqualTo("Webhooks of whatsapp are to be posted here.");
    }

    private Answer ask(String connection, String query) {
        return server.unsigned("GET", "/webhooks/" + connection + "?" + query);
    }
}
