package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Contact ids as people have them, in URLs, in JSON and as business keys; and what can't be an id. */
@ServerTest
class ContactIdTest {

    @Autowired
    Server server;

    static Stream<String> ids() {
        return Stream.of(
                "+49 170 1234567",
                "4917@s.whatsapp.net",
                "crm:42",
                "Zoë Müller 😀 李",
                "a/b",
                "/a//b/",
                "a;b=c",
                "50%",
                "%2F",
                "a\\b",
                "..x",
                "...",
                "?q#f",
                " ",
                "' or 1=1 --",
                "\"quoted\" & <b>",
                "a+b c",
                "${contactId}",
                "null",
                "e\u0301 is not \u00e9",
                "😀".repeat(200));
    }

    @AfterEach
    void forget() {
        ids().forEach(id -> server.contact(id).forget());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void anIdWorksInEveryCall(String id) {
        TestContact contact = server.contact(id);

        assertThat(contact.ask("r1").ok().path("granted").asBoolean()).isTrue();
        assertThat(contact.report("m1", "human").ok().path("effect").asText()).isEqualTo("paused");
        JsonNode state = contact.set("""
                {"status": "inactive"}""").ok();

        assertThat(state.path("contactId").asText()).isEqualTo(id);
        assertThat(contact.status().ok()).isEqualTo(state);
        assertThat(contact.events())
                .containsExactly(
                        "placed manual_message active snoozed",
                        "released manual_message snoozed inactive",
                        "placed manual_change snoozed inactive");
        assertThat(contact.pauses()).hasSize(1);
        assertThat(server.get("/api/contacts?limit=500").ok().findValuesAsText("contactId"))
                .contains(id);
        assertThat(server.get("/api/contacts?after=" + Server.encode(id)).ok().findValuesAsText("contactId"))
                .doesNotContain(id);
        assertThat(contact.forget().code()).isEqualTo(204);
        assertThat(contact.status("status")).isEqualTo("active");
        assertThat(contact.pauses()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void anIdWorksAsABusinessKeyInCamundasRestApi(String id) {
        TestContact contact = server.contact(id);

        contact.correlate("bot.manualMessageSent", "{}").ok();
        contact.startPause("""
                {"status": "inactive", "contactId": "%s"}""".formatted(id.replace("\\", "\\\\").replace("\"", "\\\"")))
                .ok();

        assertThat(contact.status("status")).isEqualTo("inactive");
        assertThat(contact.pauses()).hasSize(2);
        contact.startPause("""
                {"status": "active"}""").ok();
        assertThat(contact.pauses()).isEmpty();
    }

    @Test
    void idsAreComparedLetterByLetter() {
        server.contact("e\u0301 is not \u00e9").report("m1", "human").ok();

        assertThat(server.contact("\u00e9 is not \u00e9").status("status")).isEqualTo("active");
        assertThat(server.contact("E\u0301 is not \u00e9").status("status")).isEqualTo("active");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "%0A control",
                "a%0Ab control",
                "%7F control",
                "%C2%85 control",
                "%01 control",
                "a%00b null",
                ". '..'",
                ".. '..'",
                "%2E '..'",
                "%2e%2E '..'",
                "%FF UTF-8",
                "%ED%A0%80 UTF-8"
            })
    void whatCannotBeAnIdIsRefusedAndSaysWhy(String encoded, String why) {
        for (Answer answer : everyCall(encoded)) {
            assertThat(answer.problem(400)).contains(why);
        }
    }

    @Test
    void anIdOfMoreThanTwoHundredCharactersIsRefused() {
        for (Answer answer : everyCall("x".repeat(201))) {
            assertThat(answer.problem(400)).contains("contactId is 'xxx", "1 to 200 characters");
        }
        for (Answer answer : everyCall(Server.encode("😀".repeat(201)))) {
            assertThat(answer.problem(400)).contains("contactId", "1 to 200 characters");
        }
    }

    @Test
    void anEmptyIdIsRefused() {
        for (Answer answer : everyCall("")) {
            assertThat(answer.problem(400)).contains("contactId", "1 to 200 characters");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"businessKey\": \"\"",
                "\"businessKey\": \".\"",
                "\"businessKey\": \"..\"",
                "\"businessKey\": \"a\\nb\"",
                "\"businessKey\": \"\\u007f\"",
                "\"businessKey\": \"\\ud800\"",
                "\"businessKey\": \"x\\udc00y\"",
                "\"businessKey\": null"
            })
    void whatCannotBeAnIdIsRefusedAsABusinessKey(String key) {
        assertRefusedByCamunda(key);
    }

    @Test
    void aLongBusinessKeyIsRefused() {
        assertRefusedByCamunda("\"businessKey\": \"" + "x".repeat(201) + "\"");
        assertRefusedByCamunda("\"businessKey\": \"" + "x".repeat(300) + "\"");
    }

    @Test
    void aNullInABusinessKeyIsRefused() {
        long before = instancesEver();

        // The engine looks for the key in its tables before the process sees it, and PostgreSQL knows no such text.
        Answer message = server.post("/engine-rest/message", """
                {"messageName": "bot.manualMessageSent", "businessKey": "a\\u0000b"}""");
        Answer start = server.post("/engine-rest/process-definition/key/bot-pause/start", """
                {"variables": {"status": {"value": "inactive"}}, "businessKey": "a\\u0000b"}""");

        assertThat(message.code()).isGreaterThanOrEqualTo(400);
        assertThat(start.code()).isGreaterThanOrEqualTo(400);
        assertThat(instancesEver()).isEqualTo(before);
    }

    private void assertRefusedByCamunda(String key) {
        long before = instancesEver();

        Answer message = server.post("/engine-rest/message", """
                {"messageName": "bot.manualMessageSent", %s}""".formatted(key));
        Answer start = server.post("/engine-rest/process-definition/key/bot-pause/start", """
                {"variables": {"status": {"value": "inactive"}}, %s}""".formatted(key));

        assertThat(message.code()).as(message.text()).isEqualTo(400);
        assertThat(message.text()).contains("Allowed").containsAnyOf("contactId", "businessKey");
        assertThat(start.code()).as(start.text()).isEqualTo(400);
        assertThat(start.text()).contains("Allowed").containsAnyOf("contactId", "businessKey");
        assertThat(instancesEver()).isEqualTo(before);
    }

    private List<Answer> everyCall(String encoded) {
        String path = "/api/contacts/" + encoded;
        return List.of(
                server.get(path + "/bot-status"),
                server.put(path + "/bot-status", "{\"status\": \"inactive\"}"),
                server.get(path + "/bot-status/history"),
                server.post(path + "/messages", "{\"messageId\": \"m1\", \"sender\": \"human\"}"),
                server.post(path + "/replies", "{\"replyId\": \"r1\"}"),
                server.delete(path));
    }

    private long instancesEver() {
        return server.get("/engine-rest/history/process-instance/count")
                .ok()
                .path("count")
                .asLong();
    }
}
