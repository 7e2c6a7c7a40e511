package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Invalid input is refused with field, value and what is allowed, and changes nothing. */
@ServerTest
class BadInputTest {

    private static final String LONG = "x".repeat(4001);

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    Server server;

    private TestContact contact;
    private String before;

    @BeforeEach
    void pauseAContact() {
        contact = server.newContact();
        contact.report("m0", "human").ok();
        contact.ask("r0");
        before = everything();
    }

    @AfterEach
    void nothingHasChanged() {
        assertThat(everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                            | status          | missing       | active, snoozed, inactive
                    {"status": null}                                              | status          | missing       | active, snoozed, inactive
                    {"status": "paused"}                                          | status          | 'paused'      | active, snoozed, inactive
                    {"status": "Snoozed"}                                         | status          | 'Snoozed'     | active, snoozed, inactive
                    {"status": ""}                                                | status          | ''            | active, snoozed, inactive
                    {"status": 5}                                                 | status          | '5'           | active, snoozed, inactive
                    {"status": ["active"]}                                        | status          | wrong type    | a text
                    {"status": {"is": "active"}}                                  | status          | wrong type    | a text
                    {"status": "snoozed"}                                         | reactivateAfter | missing       | use the status inactive
                    {"status": "active", "reactivateAfter": "PT1H"}               | status          | 'active'      | snoozed or inactive
                    {"status": "active", "reactivateAt": "2031-01-01T00:00:00Z"}  | status          | 'active'      | snoozed or inactive
                    {"status": "snoozed", "reactivateAfter": "P1M"}               | reactivateAfter | 'P1M'         | PT30M
                    {"status": "snoozed", "reactivateAfter": "P1Y"}               | reactivateAfter | 'P1Y'         | PT30M
                    {"status": "snoozed", "reactivateAfter": "PT0S"}              | reactivateAfter | 'PT0S'        | PT30M
                    {"status": "snoozed", "reactivateAfter": "-PT5M"}             | reactivateAfter | '-PT5M'       | PT30M
                    {"status": "snoozed", "reactivateAfter": "P9999D"}            | reactivateAfter | 'P9999D'      | P3650D
                    {"status": "snoozed", "reactivateAfter": "P99999999999999W"}  | reactivateAfter | 'P99999999999999W' | P3650D
                    {"status": "snoozed", "reactivateAfter": "PT99999999999999999999S"} | reactivateAfter | 'PT99999999999999999999S' | P3650D
                    {"status": "snoozed", "reactivateAfter": "24 hours"}          | reactivateAfter | '24 hours'    | PT30M
                    {"status": "snoozed", "reactivateAfter": ""}                  | reactivateAfter | ''            | PT30M
                    {"status": "snoozed", "reactivateAfter": 3600}                | reactivateAfter | '3600'        | PT30M
                    {"status": "inactive", "reactivateAfter": "P1M"}              | reactivateAfter | 'P1M'         | PT30M
                    {"status": "snoozed", "reactivateAt": "2031-01-01T00:00:00"}  | reactivateAt    | '2031-01-01T00:00:00' | with offset
                    {"status": "snoozed", "reactivateAt": "2031-01-01"}           | reactivateAt    | '2031-01-01'  | with offset
                    {"status": "snoozed", "reactivateAt": "2031-02-30T00:00:00Z"} | reactivateAt    | '2031-02-30T00:00:00Z' | with offset
                    {"status": "snoozed", "reactivateAt": "tomorrow"}             | reactivateAt    | 'tomorrow'    | with offset
                    {"status": "snoozed", "reactivateAt": 1900000000}             | reactivateAt    | '1900000000'  | with offset
                    {"status": "snoozed", "reactivateAt": "2030-01-31T08:59:59Z"} | reactivateAt    | '2030-01-31T08:59:59Z' | later than now
                    {"status": "snoozed", "reactivateAt": "2030-01-31T09:00:00Z"} | reactivateAt    | '2030-01-31T09:00:00Z' | later than now
                    {"status": "inactive", "reactivateAt": "2020-01-31T09:00:00Z"} | reactivateAt   | '2020-01-31T09:00:00Z' | later than now
                    {"status": "inactive", "reactivateAt": "+10000-01-01T00:00:00Z"} | reactivateAt | '+10000-01-01T00:00:00Z' | to 9999
                    {"status": "inactive", "reactivateAt": "10000-01-01T00:00:00Z"} | reactivateAt  | '10000-01-01T00:00:00Z' | to 9999
                    {"status": "inactive", "reactivateAt": "9999-12-31T23:59:59-05:00"} | reactivateAt | '9999-12-31T23:59:59-05:00' | to 9999
                    {"status": "snoozed", "reactivateAfter": "PT1H", "reactivateAt": "2031-01-01T00:00:00Z"} | reactivateAt | '2031-01-01T00:00:00Z' | not both
                    {"status": "inactive", "reason": "a\\u0000b"}                 | reason          | 'a\ufffdb'    | control characters
                    {"status": "inactive", "reason": "\\ud83d"}                   | reason          | '\ufffd'      | a text
                    {"status": "inactive", "reason": ["a"]}                       | reason          | wrong type    | a text
                    {"status": "inactive", "until": "tomorrow"}                   | until           | 'tomorrow'    | status, reactivateAfter, reactivateAt, reason
                    {"status": "inactive", "Status": "active"}                    | Status          | 'active'      | no such field
                    """)
    void aStatusThatCannotBeIsRefused(String body, String field, String value, String allowed) {
        assertThat(contact.set(body).problem(400)).startsWith(field + " ").contains(value, allowed);
    }

    @Test
    void aLongReasonIsRefused() {
        assertThat(contact.set("""
                        {"status": "inactive", "reason": "%s"}""".formatted("x".repeat(501))).problem(400))
                .startsWith("reason is 'xxx")
                .contains("at most 500");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"sender": "human"}                                           | messageId       | missing       | id of the message
                    {"messageId": "", "sender": "human"}                          | messageId       | ''            | 1 to 200
                    {"messageId": "a\\nb", "sender": "human"}                     | messageId       | 'a\ufffdb'    | control characters
                    {"messageId": {}, "sender": "human"}                          | messageId       | wrong type    | a text
                    {"messageId": "m1"}                                           | sender          | missing       | contact, human, bot, workflow
                    {"messageId": "m1", "sender": "HUMAN"}                        | sender          | 'HUMAN'       | contact, human, bot, workflow
                    {"messageId": "m1", "sender": "robot"}                        | sender          | 'robot'       | contact, human, bot, workflow
                    {"messageId": "m1", "sender": "human", "sentAt": "2030-01-31"} | sentAt         | '2030-01-31'  | with offset
                    {"messageId": "m1", "sender": "human", "sentAt": "2030-01-31T09:00:00"} | sentAt | '2030-01-31T09:00:00' | with offset
                    {"messageId": "m1", "sender": "human", "sentAt": "+10000-01-01T00:00:00Z"} | sentAt | '+10000-01-01T00:00:00Z' | to 9999
                    {"messageId": "m1", "sender": "human", "sentAt": "1969-12-31T23:59:59Z"} | sentAt | '1969-12-31T23:59:59Z' | from 1970
                    {"messageId": "m1", "sender": "contact", "sentAt": "now"}     | sentAt          | 'now'         | with offset
                    {"messageId": "m1", "sender": "bot", "sentAt": "now"}         | sentAt          | 'now'         | with offset
                    {"messageId": "m1", "sender": "human", "sentBy": "a\\u0007"}  | sentBy          | 'a\ufffd'     | control characters
                    {"messageId": "m1", "sender": "human", "sentBy": ["anna"]}    | sentBy          | wrong type    | a text
                    {"messageId": "m1", "sender": "human", "channel": "\\udc00"}  | channel         | '\ufffd'      | a text
                    {"messageId": "m1", "sender": "contact", "channel": "\\u0000"} | channel        | '\ufffd'      | a text
                    {"messageId": "m1", "sender": "human", "attributes": "x"}     | attributes      | wrong type    | an object
                    {"messageId": "m1", "sender": "human", "attributes": ["x"]}   | attributes      | wrong type    | an object
                    {"messageId": "m1", "sender": "human", "attributes": {"a": [1]}} | attributes.a | '[1]'         | a text, a number, true or false
                    {"messageId": "m1", "sender": "human", "attributes": {"a": {"b": 1}}} | attributes.a | '{b=1}'  | a text, a number, true or false
                    {"messageId": "m1", "sender": "human", "attributes": {"a": "\\u0000"}} | attributes.a | '\ufffd' | control characters
                    {"messageId": "m1", "sender": "human", "attributes": {"a": "\\ud800"}} | attributes.a | '\ufffd' | a text
                    {"messageId": "m1", "sender": "contact", "attributes": {"a": "\\u0000"}} | attributes.a | '\ufffd' | control characters
                    {"messageId": "m1", "sender": "human", "attributes": {"contactId": "b"}} | attributes | 'contactId' | any other name
                    {"messageId": "m1", "sender": "human", "attributes": {"cause": "b"}} | attributes | 'cause'       | any other name
                    {"messageId": "m1", "sender": "bot", "attributes": {"sentAt": "b"}} | attributes | 'sentAt'       | any other name
                    {"messageId": "m1", "sender": "human", "attributes": {"botOutcome": 1}} | attributes | 'botOutcome' | any other name
                    {"messageId": "m1", "sender": "human", "attributes": {"placeBotHold": 1}} | attributes | 'placeBotHold' | any other name
                    {"messageId": "m1", "sender": "human", "attributes": {"readManualMessage": 1}} | attributes | 'readManualMessage' | any other name
                    {"messageId": "m1", "sender": "human", "attributes": {"policyFailure": "x"}} | attributes | 'policyFailure' | any other name
                    {"messageId": "m1", "sender": "human", "attributes": {"": 1}} | attributes      | ''            | names of 1 to 64
                    {"messageId": "m1", "sender": "human", "attributes": {"a b": 1}} | attributes   | 'a b'         | names of 1 to 64
                    {"messageId": "m1", "sender": "human", "contactId": "b"}      | contactId       | 'b'           | messageId, sender, sentAt, sentBy, channel, attributes
                    """)
    void aMessageThatCannotBeIsRefused(String body, String field, String value, String allowed) {
        assertThat(contact.report(body).problem(400)).startsWith(field + " ").contains(value, allowed);
    }

    @ParameterizedTest
    @CsvSource({"messageId, 201, 1 to 200", "sentBy, 201, at most 200", "channel, 201, at most 200"})
    void aLongTextOfAMessageIsRefused(String field, int length, String allowed) {
        String text = "x".repeat(length);
        String body = """
                {%s"sender": "human", "%s": "%s"}""".formatted(field.equals("messageId") ? "" : "\"messageId\": \"m1\", ", field, text);

        assertThat(contact.report(body).problem(400))
                .startsWith(field + " is 'xxx")
                .contains(allowed);
    }

    @Test
    void anAttributeThatIsTooLongForAVariableIsRefused() {
        assertThat(contact.report("""
                        {"messageId": "m1", "sender": "human", "attributes": {"note": "%s"}}""".formatted(LONG)).problem(400))
                .startsWith("attributes.note is 'xxx")
                .contains("at most 4000");
    }

    @Test
    void moreThanFiftyAttributesAreRefused() {
        String attributes =
                IntStream.range(0, 51).mapToObj(i -> "\"a" + i + "\": " + i).collect(Collectors.joining(", "));

        assertThat(contact.report("""
                        {"messageId": "m1", "sender": "human", "attributes": {%s}}""".formatted(attributes)).problem(400))
                .startsWith("attributes is '51'")
                .contains("at most 50");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                        | replyId | missing         | id of the reply
                    {"epoch": 0}                              | replyId | missing         | id of the reply
                    {"replyId": ""}                           | replyId | ''              | 1 to 200
                    {"replyId": "\\u0000"}                    | replyId | '\ufffd'        | control characters
                    {"replyId": "\\ud800"}                    | replyId | '\ufffd'        | a text
                    {"replyId": []}                           | replyId | wrong type      | a text
                    {"replyId": "r1", "epoch": "seven"}       | epoch   | 'seven'         | a whole number
                    {"replyId": "r1", "epoch": 1.5}           | epoch   | '1.5'           | a whole number
                    {"replyId": "r1", "epoch": true}          | epoch   | 'true'          | a whole number
                    {"replyId": "r1", "epoch": {}}            | epoch   | '{'             | a whole number
                    {"replyId": "r1", "epoch": 99999999999999999999} | epoch | '99999999999999999999' | a whole number
                    {"replyId": "r1", "contact": "x"}         | contact | 'x'             | replyId, epoch
                    """)
    void aQuestionThatCannotBeIsRefused(String body, String field, String value, String allowed) {
        assertThat(contact.askWith(body).problem(400)).startsWith(field + " ").contains(value, allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"status\": }",
                "{'status': 'active'}",
                "[]",
                "[{\"status\": \"active\"}]",
                "\"active\"",
                "7",
                "true",
                "null",
                "status=active",
                "{\"status\": \"active\\x\"}",
                "{\"\\ud800\": 1}",
                "{} {}",
                "{}x",
                "{\"mode\": \"off\", \"mode\": \"off\"}"
            })
    void aBodyThatIsNoObjectIsRefused(String body) {
        for (Answer answer : List.of(
                contact.set(body), contact.report(body), contact.askWith(body), server.put("/api/settings", body))) {
            assertThat(answer.problem(400)).containsIgnoringCase("JSON object");
        }
    }

    @Test
    void aBodyNestedTooDeepOrANumberTooLongIsRefused() {
        contact.set("{\"status\": " + "[".repeat(5000)).problem(400);
        contact.askWith("{\"replyId\": \"r1\", \"epoch\": " + "9".repeat(5000) + "}")
                .problem(400);
        contact.report("{\"messageId\": \"m1\", \"sender\": \"human\", \"attributes\": {\"a\": " + "9".repeat(5000)
                        + "}}")
                .problem(400);
    }

    /** Refused before it is done: a permit whose answer the bot cannot read would count against the limit. */
    @ParameterizedTest
    @ValueSource(strings = {"image/png", "text/html", "nonsense", "a/b/c"})
    void whatCannotBeAnsweredAsAskedForIsNotDone(String accept) {
        assertThat(contact.set("{\"status\": \"inactive\"}", "Accept", accept).code())
                .isEqualTo(406);
        assertThat(server.post(
                                contact.path() + "/messages",
                                "{\"messageId\": \"m9\", \"sender\": \"human\"}",
                                "Accept",
                                accept)
                        .code())
                .isEqualTo(406);
        assertThat(server.post(contact.path() + "/replies", "{\"replyId\": \"r9\"}", "Accept", accept)
                        .code())
                .isEqualTo(406);
        assertThat(server.post("/api/api-keys", "{\"name\": \"n\", \"roles\": [\"viewer\"]}", "Accept", accept)
                        .code())
                .isEqualTo(406);
    }

    @Test
    void aFieldThatStandsTwiceIsRefusedHoweverManyStandBeforeIt() {
        for (String body : List.of(
                "{\"status\": \"inactive\", \"status\": \"active\"}",
                "{\"status\": \"inactive\", \"reactivateAfter\": null, \"reactivateAt\": null, \"reason\": null, \"setBy\": null,"
                        + " \"status\": \"active\"}")) {
            assertThat(contact.set(body).problem(400)).contains("each field once");
        }
        assertThat(server.put(contact.path() + "/replies/r0", "{\"messageId\": \"m1\", \"messageId\": \"m2\"}")
                        .problem(400))
                .contains("each field once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "application/*+json"})
    void aWildcardIsNoTypeOfABody(String type) {
        assertThat(server.put(contact.path() + "/bot-status", "{\"status\": \"active\"}", "Content-Type", type)
                        .problem(415))
                .contains("Content-Type is '" + type + "'", "application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "application/yaml, status: active",
        "application/x-yaml, status: active",
        "application/xml, <status>active</status>",
        "application/cbor, x",
        "application/x-jackson-smile, x",
        "text/plain, {}",
        "application/x-www-form-urlencoded, status=active",
        "nonsense, {}"
    })
    void anotherTypeOfABodyThanJsonIsToldTheOneThatIsAllowed(String type, String body) {
        assertThat(server.put(contact.path() + "/bot-status", body, "Content-Type", type)
                        .problem(415))
                .isEqualTo("Content-Type is '" + type + "'. Allowed: application/json.");
    }

    @Test
    void jsonMayBeOfItsOwnKind() {
        before = "";
        server.put(
                        contact.path() + "/bot-status",
                        "{\"status\": \"active\"}",
                        "Content-Type",
                        "application/merge-patch+json")
                .ok();
        before = everything();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"status\": \"active\"             | 1 | 20",
                "{\"status\":~  active}               | 2 | 3",
                "{\"status\": \"active\"} x          | 1 | 22",
                "{\"status\": \"active\",~ \"status\": \"active\"} | 2 | 10",
                "                                     | 0 | 0"
            })
    void brokenJsonIsToldWhereItIsBroken(String body, int line, int column) {
        String told = contact.set(body == null ? "" : body.replace('~', '\n')).problem(400);

        assertThat(told).contains("The body is no JSON object");
        if (line > 0) {
            assertThat(told).endsWith(" It is wrong at line %d, column %d.".formatted(line, column));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "\"\"", "\"true\"", "[]"})
    void aTrialRunIsAskedForWithTrueAndNothingThatCouldBeTakenForFalse(String dryRun) {
        assertThat(server.post("/api/bot-status-changes", """
                        {"contactIds": ["%s"], "status": "inactive", "dryRun": %s}""".formatted(contact.id(), dryRun))
                        .problem(400))
                .startsWith("dryRun is '")
                .contains("true or false");
        assertThat(server.post("/api/bot-status-changes", """
                        {"filter": {"search": "%s", "paused": %s}, "status": "inactive"}""".formatted(contact.id(), dryRun))
                        .problem(400))
                .startsWith("paused is '")
                .contains("true or false");
    }

    @Test
    void wrongMethodsPathsAndTypesAreProblemsToo() {
        server.post(contact.path() + "/bot-status", "{}").problem(405);
        server.get(contact.path() + "/messages").problem(405);
        server.get(contact.path() + "/bot-statuses").problem(404);
        server.put(contact.path() + "/bot-status", "{\"status\": \"active\"}", "Content-Type", "text/plain")
                .problem(415);
        server.put("/api/settings", "<settings/>", "Content-Type", "application/xml")
                .problem(415);
        assertThat(server.get(contact.path() + "/bot-status", "Accept", "image/png")
                        .code())
                .isEqualTo(406);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"sentAt": "yesterday"}                  | sentAt      | with offset
                    {"sentAt": "2030-01-31T09:00:00"}        | sentAt      | with offset
                    {"sentAt": "+10000-01-01T00:00:00Z"}     | sentAt      | to 9999
                    {"sentAt": true}                         | sentAt      | with offset
                    {"channel": true}                        | channel     | a text
                    {"channel": "a\\u0000b"}                 | channel     | null characters
                    {"sentBy": "\\ud800"}                    | sentBy      | a text
                    {"messageId": false}                     | messageId   | a text
                    {"note": "a\\u0000b"}                    | note        | null characters
                    {"note": "\\udc00"}                      | note        | a text
                    {"contactId": "somebody else"}           | contactId   | business key
                    {"contactId": true}                      | contactId   | 1 to 200
                    {"botTrigger": "x"}                      | botTrigger  | own
                    {"botPause": "x"}                        | botPause    | own
                    {"policyFailure": "x"}                   | policyFailure | own
                    {"policyFailure": 7}                     | policyFailure | own
                    {"placeBotHold": "x"}                    | placeBotHold | own
                    {"readPausePolicy": "x"}                 | readPausePolicy | own
                    {"reactivateContactBot": "x"}            | reactivateContactBot | own
                    """)
    void aMessageThatCannotBeIsRefusedByCamundaToo(String variables, String field, String allowed) {
        for (String message :
                new String[] {"bot.manualMessageSent", "bot.workflowMessageSent", "bot.messageLimitReached"}) {
            assertRefusedByCamunda(contact.correlate(message, variables), field, allowed);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                           | status          | active, snoozed, inactive
                    {"status": "paused"}                                         | status          | active, snoozed, inactive
                    {"status": 5}                                                | status          | active, snoozed, inactive
                    {"status": "snoozed"}                                        | reactivateAfter | use the status inactive
                    {"status": "snoozed", "reactivateAfter": ""}                 | reactivateAfter | use the status inactive
                    {"status": "snoozed", "reactivateAfter": "P1M"}              | reactivateAfter | PT30M
                    {"status": "snoozed", "reactivateAfter": "-PT5M"}            | reactivateAfter | PT30M
                    {"status": "snoozed", "reactivateAfter": 3600}               | reactivateAfter | PT30M
                    {"status": "inactive", "reactivateAfter": "P9999D"}          | reactivateAfter | P3650D
                    {"status": "snoozed", "reactivateAt": "2031-01-01T00:00:00"} | reactivateAt    | with offset
                    {"status": "snoozed", "reactivateAt": "2020-01-01T00:00:00Z"} | reactivateAt   | later than now
                    {"status": "snoozed", "reactivateAfter": "PT1H", "reactivateAt": "2031-01-01T00:00:00Z"} | reactivateAt | not both
                    {"status": "active", "reactivateAfter": "PT1H"}              | status          | snoozed or inactive
                    {"status": "active", "override": "yes"}                      | override        | true or false
                    {"status": "inactive", "cause": "Opt Out"}                   | cause           | a-z, 0-9 and _
                    {"status": "inactive", "cause": "manual_message"}            | cause           | belongs to a message
                    {"status": "inactive", "cause": 5}                           | cause           | a text
                    {"status": "inactive", "reason": true}                       | reason          | a text
                    {"status": "inactive", "requestedBy": "a\\u0000"}            | requestedBy     | null characters
                    {"status": "inactive", "contactId": "somebody else"}         | contactId       | business key
                    {"status": "inactive", "policyFailure": "x"}                 | policyFailure   | own
                    {"status": "inactive", "placeBotHold": "x"}                  | placeBotHold    | own
                    {"status": "active", "releaseBotHolds": "x"}                 | releaseBotHolds | own
                    """)
    void aRequestThatCannotBeIsRefusedByCamundaToo(String variables, String field, String allowed) {
        assertRefusedByCamunda(contact.correlate("bot.statusRequested", variables), field, allowed);
        assertRefusedAtAStart(contact.startPause(variables), field, allowed);
    }

    @Test
    void textsThatCannotBeStoredAndNumbersThatCannotBeReadAreRefusedByCamundaToo() {
        TestContact odd = server.contact("a\u0000b");
        assertRefusedByCamunda(
                odd.correlate("bot.statusRequested", "{\"status\": \"inactive\"}"), "businessKey", "null characters");
        assertRefusedByCamunda(
                contact.correlate("bot.statusRequested", "{\"status\": \"inactive\", \"note\": \"a\\u0000b\"}"),
                "note",
                "null characters");
        assertRefusedByCamunda(
                contact.correlate(
                        "bot.statusRequested", "{\"status\": \"inactive\", \"note\": \"%s\"}".formatted(LONG)),
                "note",
                "at most 4000 characters");
        Answer number = server.post("/engine-rest/message", "{\"messageName\": " + "9".repeat(1500) + "}");
        assertRefusedByCamunda(number, "The JSON", "too far");
    }

    @Test
    void anIdBeyondAllNumbersIsRefusedByCamundaToo() {
        Answer answer = server.post("/engine-rest/message", """
                        {"messageName": "bot.manualMessageSent", "processVariables": {"contactId": {"value": 1e400}}}""");

        assertRefusedByCamunda(answer, "contactId", "1 to 200");
    }

    @Test
    void theMessageThatUndoesABulkChangeNamesWhichOne() {
        assertRefusedByCamunda(
                contact.correlate("bot.bulkUndoRequested", "{\"bulkChangeId\": \"x\"}"), "bulkChangeId", "a UUID");
        assertRefusedByCamunda(contact.correlate("bot.bulkUndoRequested", "{}"), "bulkChangeId", "a UUID");
        assertRefusedAtAStart(contact.start("bot-bulk-change", "{\"bulkChangeId\": 7}"), "bulkChangeId", "a UUID");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    null                                            | note is missing. Allowed: an object with the value
                    {"type": "File", "value": "AAEC"}               | Cannot create file without
                    {"type": "Object", "value": "[1]", "valueInfo": {"objectTypeName": "java.util.ArrayList", "serializationDataFormat": "application/json"}} | Cannot find serializer
                    {"type": "Object", "value": "rO0ABXQAAXg=", "valueInfo": {"objectTypeName": "java.lang.String", "serializationDataFormat": "application/x-java-serialized-object"}} | Java serialization format is prohibited
                    """)
    void aVariableThatTheEngineCannotKeepIsRefusedByItsName(String variable, String why) {
        for (Answer answer : List.of(
                server.post("/engine-rest/message", """
                        {"messageName": "bot.manualMessageSent", "businessKey": "%s", "processVariables": {"note": %s}}""".formatted(contact.id(), variable)),
                server.post("/engine-rest/process-definition/key/bot-pause/start", """
                        {"businessKey": "%s", "variables": {"status": {"value": "inactive"}, "note": %s}}""".formatted(
                                contact.id(), variable)))) {
            assertThat(answer.code()).as(answer.text()).isEqualTo(400);
            assertThat(Answer.json(answer.text()).path("message").asText()).contains("ariables.note", why);
        }
    }

    private static void assertRefusedByCamunda(Answer answer, String field, String allowed) {
        assertThat(answer.code()).as(answer.text()).isBetween(400, 499);
        assertThat(Answer.json(answer.text()).path("message").asText())
                .as(answer.text())
                .containsPattern(named(field))
                .contains(allowed)
                .doesNotContain("\u0000");
    }

    private static void assertRefusedAtAStart(Answer answer, String field, String allowed) {
        assertThat(answer.code()).as(answer.text()).isEqualTo(400);
        assertThat(Answer.json(answer.text()).path("message").asText())
                .matches(text -> text.startsWith("Cannot instantiate process definition")
                        || text.startsWith("variables." + field)) // before the engine sees it
                .containsPattern(named(field))
                .contains(allowed);
    }

    /** The field as a word, or as its path in the call. */
    private static String named(String field) {
        return "(^|[.\\s])" + Pattern.quote(field) + "(\\.value)? ";
    }

    private String everything() {
        return String.join(
                "\n",
                contact.status().text(),
                contact.history("").text(),
                String.join(",", contact.pauses()),
                server.get("/engine-rest/history/process-instance/count").text(),
                server.get("/engine-rest/incident/count").text(),
                server.settings().toString());
    }
}
