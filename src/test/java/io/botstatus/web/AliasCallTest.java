package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code /api/contacts/{contactId}/aliases}: one person under several ids. */
@ServerTest
class AliasCallTest {

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    Server server;

    private TestContact contact;
    private TestContact alias;

    @BeforeEach
    void twoIds() {
        contact = server.newContact();
        alias = server.newContact();
    }

    @AfterEach
    void forget() {
        contact.forget();
        server.defaultSettings();
    }

    private JsonNode join() {
        return server.put(aliases() + "/" + alias.id(), "").ok();
    }

    private String aliases() {
        return "/api/contacts/" + contact.id() + "/aliases";
    }

    @Test
    void whoeverNamesAnAliasMeansTheContact() {
        assertThat(join().path("aliases")).extracting(JsonNode::asText).containsExactly(alias.id());

        alias.report("m1", "human").ok();

        assertThat(contact.status("status")).isEqualTo("snoozed");
        assertThat(alias.status().ok()).isEqualTo(contact.status().ok());
        assertThat(alias.status("contactId")).isEqualTo(contact.id());
        assertThat(contact.ask("r1").ok().path("because").asText()).isEqualTo("snoozed");
        assertThat(alias.ask("r1").ok().path("because").asText()).isEqualTo("snoozed");
        assertThat(alias.report("m1", "human").ok().path("duplicate").asBoolean())
                .isTrue();
        assertThat(contact.report("m1", "human").ok().path("duplicate").asBoolean())
                .isTrue();
        assertThat(alias.history("").ok()).isEqualTo(contact.history("").ok());

        alias.set("""
                {"status": "active"}""").ok();
        assertThat(contact.status("status")).isEqualTo("active");
        assertThat(alias.ask("r2").ok().path("granted").asBoolean()).isTrue();
        assertThat(contact.status().ok().at("/replies/used").asInt()).isEqualTo(1);
        assertThat(contact.ask("r2").ok().path("duplicate").asBoolean()).isTrue();
    }

    @Test
    void aTriggerOverCamundasRestApiTakesAnAliasForTheContact() {
        join();

        alias.correlate("bot.manualMessageSent", "").ok();
        assertThat(contact.holds()).hasSize(1);
        alias.startPause("""
                {"status": "inactive", "cause": "opt_out"}""").ok();

        assertThat(contact.status("status")).isEqualTo("inactive");
        assertThat(contact.holds()).hasSize(2);
    }

    @Test
    void twoContactsBecomeOneAndTheMostSilentWins() {
        server.settings("auto_pilot", 4, "PT24H");
        contact.ask("r1").ok();
        alias.ask("r2").ok();
        alias.ask("r3").ok();
        contact.report("m1", "human").ok();
        time.pass(Duration.ofHours(1));
        alias.report("m2", "human").ok();
        alias.startPause("""
                {"status": "inactive", "cause": "opt_out"}""").ok();
        long epoch = alias.status().ok().path("epoch").asLong();
        List<String> pauses = alias.pauses();

        join();

        JsonNode state = contact.status().ok();
        assertThat(state.path("status").asText()).isEqualTo("inactive");
        assertThat(state.path("holds").findValuesAsText("cause")).containsExactly("manual_message", "opt_out");
        assertThat(state.at("/holds/0/until").asText())
                .isEqualTo(time.now().plusSeconds(86_400).toString());
        assertThat(state.path("epoch").asLong()).isGreaterThan(epoch);
        assertThat(state.at("/replies/used").asInt()).isEqualTo(3);
        assertThat(contact.events())
                .contains("joined manual_message snoozed inactive", "joined opt_out snoozed inactive");
        assertThat(alias.pauses()).as("the pauses that last go on").isEqualTo(pauses);
        assertThat(contact.pauses()).as("the shorter pause has ended").isEmpty();

        join();
        assertThat(contact.status().ok()).as("a second call changes nothing").isEqualTo(state);
    }

    @Test
    void aRepliesLimitCountsForBothIdsTogether() {
        server.settings("auto_pilot", 2, "PT24H");
        contact.ask("r1").ok();
        alias.ask("r2").ok();
        join();

        assertThat(alias.ask("r3").ok().path("because").asText()).isEqualTo("message_limit");
        assertThat(contact.status("status")).isEqualTo("snoozed");
    }

    @Test
    void anAliasThatIsTakenAwayKeepsWhatIsHeld() {
        join();
        contact.report("m1", "human").ok();

        assertThat(server.delete(aliases() + "/" + alias.id()).code()).isEqualTo(204);

        assertThat(alias.status("contactId")).isEqualTo(alias.id());
        assertThat(alias.status("status")).isEqualTo("snoozed");
        contact.set("""
                {"status": "active"}""").ok();
        assertThat(contact.status("status")).isEqualTo("active");
        assertThat(alias.status("status")).isEqualTo("snoozed");
        assertThat(server.delete(aliases() + "/" + alias.id()).problem(404)).contains("is no alias");
        alias.forget();
    }

    @Test
    void forgettingAnAliasForgetsThePerson() {
        join();
        contact.report("m1", "human").ok();

        alias.forget();

        assertThat(contact.status("status")).isEqualTo("active");
        assertThat(contact.events()).isEmpty();
        assertThat(alias.status("contactId")).isEqualTo(alias.id());
    }

    @Test
    void aChainOfAliasesIsOneContact() {
        TestContact third = server.newContact();
        third.report("m1", "human").ok();
        join();
        server.put("/api/contacts/" + alias.id() + "/aliases/" + third.id(), "").ok();

        assertThat(contact.status("status")).isEqualTo("snoozed");
        assertThat(server.get("/api/contacts/" + third.id() + "/aliases")
                        .ok()
                        .path("contactId")
                        .asText())
                .isEqualTo(contact.id());
        assertThat(server.put(aliases() + "/" + contact.id(), "").problem(400))
                .contains("alias is '" + contact.id() + "'");
    }

    @Test
    void aBulkChangeTakesAnAliasForTheContact() {
        join();

        server.post("/api/bot-status-changes", """
                {"contactIds": ["%s"], "status": "inactive"}""".formatted(alias.id()));

        assertThat(contact.status("status")).isEqualTo("inactive");
    }

    @ParameterizedTest
    @CsvSource({
        "5511912345678, 551112345678, 5511912345678",
        "551133334444, 551133334444, 551133334444",
        "5491123456789, 541123456789, 5491123456789",
        "5215512345678, 525512345678, 5215512345678"
    })
    void whatsAppWritesANumberWithAndWithoutTheCountrysExtraDigit(String from, String to, String paused) {
        server.contact("whatsapp:" + from).forget();
        server.contact("whatsapp:" + to).forget();
        deliver("whatsapp", "messages", """
                "messages": [{"id": "wamid.%s", "from": "%s", "timestamp": "1896080400", "type": "text", "text": {"body": "Hi"}}]""".formatted(from + to, from));
        deliver("whatsapp", "smb_message_echoes", """
                "message_echoes": [{"id": "wamid.e%s", "to": "%s", "timestamp": "1896080400", "type": "text", "text": {"body": "Hello"}}]""".formatted(from + to, to));

        for (String number : List.of(from, to, paused)) {
            assertThat(server.contact("whatsapp:" + number)
                            .ask("r1")
                            .ok()
                            .path("because")
                            .asText())
                    .as(number)
                    .isEqualTo("snoozed");
        }
        server.contact("whatsapp:" + from).forget();
        server.contact("whatsapp:" + to).forget();
    }

    @Test
    void aBotThatAsksUnderTheShorterNumberIsToldOfAPauseOnTheLonger() {
        deliver("whatsapp", "smb_message_echoes", """
                "message_echoes": [{"id": "wamid.l1", "to": "5511977776666", "timestamp": "1896080400", "type": "text", "text": {"body": "Hello"}}]""");

        TestContact asked = server.contact("whatsapp:551177776666");
        assertThat(asked.ask("r1").ok().path("because").asText()).isEqualTo("snoozed");
        asked.forget();
    }

    @Test
    void aPanelsTokenForAnAliasShowsTheContact() {
        join();
        contact.report("m1", "human").ok();
        String token = server.post("/api/panel-tokens", """
                        {"contactId": "%s", "role": "agent", "person": "Anna"}""".formatted(alias.id()))
                .ok()
                .path("token")
                .asText();

        JsonNode state = server.get(alias.path() + "/bot-status", "Authorization", "Bearer " + token)
                .ok();

        assertThat(state.path("contactId").asText()).isEqualTo(contact.id());
        assertThat(state.path("status").asText()).isEqualTo("snoozed");
    }

    @Test
    void aPanelThatWatchesAnIdConnectsAgainWhenItBecomesAnAlias() throws InterruptedException {
        try (EventStream panel = alias.events(null)) {
            panel.next();
            join();
            assertThat(panel.endsSoon()).isTrue();
        }
        contact.report("m1", "human").ok();
        try (EventStream panel = alias.events(null)) {
            assertThat(panel.next().status()).isEqualTo("snoozed");
        }
    }

    @Test
    void aHoldGoesWithAPersonWhoHasANewNumber() {
        TestContact old = server.contact("whatsapp:15551230001");
        TestContact now = server.contact("whatsapp:15551230002");
        old.set("""
                {"status": "inactive"}""").ok();

        deliver("whatsapp", "messages", """
                "messages": [{"id": "wamid.s1", "from": "15551230001", "timestamp": "1896080400", "type": "system",
                              "system": {"type": "user_changed_number", "wa_id": "15551230002"}}]""");

        assertThat(now.ask("r1").ok().path("because").asText()).isEqualTo("inactive");
        now.forget();
    }

    @ParameterizedTest
    @CsvSource({"remoteJidAlt", "senderPn"})
    void aHiddenIdIsTheNumberOnceADeliveryHasSaidSo(String field) {
        TestContact number = server.contact("evolution:5511912345678@s.whatsapp.net");
        number.forget();
        server.contact("evolution:103899771998001@lid").forget();
        evolution("E1" + field, """
                "remoteJid": "103899771998001@lid", "%s": "551112345678:7@s.whatsapp.net", "fromMe": false""".formatted(field));
        assertThat(number.status("status")).isEqualTo("active");

        evolution("E2" + field, """
                "remoteJid": "103899771998001@lid", "fromMe": true""");

        assertThat(number.ask("r1").ok().path("because").asText()).isEqualTo("snoozed");
        number.forget();
    }

    private void evolution(String id, String key) {
        deliver(new Webhook("evolution", "written here", List.of(), List.of(), Map.of(), """
                {"event": "messages.upsert", "data": {"key": {"id": "%s", %s}, "messageTimestamp": 1896080400,
                 "messageType": "conversation", "message": {"conversation": "Hi"}}}""".formatted(id, key)));
    }

    private void deliver(String platform, String field, String value) {
        deliver(new Webhook(platform, "written here", List.of(), List.of(), Map.of(), """
                {"object": "whatsapp_business_account", "entry": [{"changes": [{"field": "%s", "value": {%s}}]}]}""".formatted(field, value)));
    }

    private void deliver(Webhook webhook) {
        server.deliver(webhook, time.now()).ok();
    }
}
