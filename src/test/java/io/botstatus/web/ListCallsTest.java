package io.botstatus.web;

import static io.botstatus.web.Answer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code GET /api/contacts/{contactId}/bot-status/history} and {@code GET /api/contacts}: long lists, page by page. */
@ServerTest
class ListCallsTest {

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    Server server;

    @BeforeEach
    void forgetThePausedContactsOfOtherTests() {
        for (List<TestContact> page = page(""); !page.isEmpty(); page = page("")) {
            page.forEach(TestContact::forget);
        }
    }

    @Test
    void theHistorySaysWhatHappenedNewestFirst() {
        TestContact contact = server.newContact();
        contact.report("m1", "human").ok();
        String pause = contact.onlyPause();
        time.pass(Duration.ofMinutes(1));
        contact.set("""
                {"status": "active", "reason": "done"}""").ok();

        JsonNode history = contact.history("").ok();

        assertThat(history).isEqualTo(json("""
                [{"id": %d, "at": "2030-01-31T09:01:00Z", "type": "released", "cause": "manual_message",
                  "before": "snoozed", "after": "active", "until": "2030-02-01T09:00:00Z", "setBy": "admin",
                  "reason": "done", "processInstanceId": %s, "activityId": "serviceTask_setContactBotActive"},
                 {"id": %d, "at": "2030-01-31T09:00:00Z", "type": "placed", "cause": "manual_message",
                  "before": "active", "after": "snoozed", "until": "2030-02-01T09:00:00Z", "setBy": null,
                  "reason": null, "processInstanceId": "%s", "activityId": "serviceTask_setContactBotStatus"}]""".formatted(
                        history.at("/0/id").asLong(),
                        history.at("/0/processInstanceId"),
                        history.at("/1/id").asLong(),
                        pause)));
        assertThat(history.at("/0/id").asLong())
                .isGreaterThan(history.at("/1/id").asLong());
    }

    @Test
    void theHistoryIsReadPageByPage() {
        TestContact contact = server.newContact();
        for (int i = 0; i < 5; i++) {
            contact.set("""
                    {"status": "inactive", "reason": "change %d"}""".formatted(i)).ok();
        }
        List<String> reasons = new ArrayList<>();
        long before = Long.MAX_VALUE;
        for (int page = 0; page < 3; page++) {
            JsonNode events = contact.history("?limit=2&before=" + before).ok();
            events.forEach(event -> reasons.add(event.path("reason").asText()));
            before = events.path(events.size() - 1).path("id").asLong();
        }

        assertThat(reasons).containsExactly("change 4", "change 3", "change 2", "change 1", "change 0");
        assertThat(contact.history("?before=" + before).ok()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, 1 to 500",
        "limit=501, 1 to 500",
        "limit=ten, 1 to 500",
        "limit=, 1 to 500",
        "limit=99999999999999999999, 1 to 500",
        "limit=1.5, 1 to 500",
        "before=0, 1 to 9223372036854775807",
        "before=-1, 1 to 9223372036854775807",
        "before=x, 1 to 9223372036854775807"
    })
    void aPageThatCannotBeIsRefused(String query, String allowed) {
        String[] field = query.split("=", -1);

        assertThat(server.newContact().history("?" + query).problem(400)).contains(field[0], field[1], allowed);
    }

    @Test
    void theListHasThePausedContactsOnly() {
        TestContact snoozed = named("a");
        snoozed.report("m1", "human").ok();
        TestContact inactive = named("b");
        inactive.set("""
                {"status": "inactive"}""").ok();
        TestContact active = named("c");
        active.ask("r1").ok();
        TestContact over = named("d");
        over.set("""
                {"status": "snoozed", "reactivateAfter": "PT1S"}""").ok();
        time.pass(Duration.ofSeconds(1));

        JsonNode list = server.get("/api/contacts").ok();

        assertThat(list).isEqualTo(json("""
                {"contacts": [%s, %s], "next": null}""".formatted(
                        snoozed.status().text(), inactive.status().text())));
    }

    @Test
    void theListIsFilteredByStatusAndByCause() {
        TestContact both = named("a");
        both.report("m1", "human").ok();
        both.correlate("bot.statusRequested", """
                {"status": "inactive", "cause": "opt_out"}""").ok();
        TestContact snoozed = named("b");
        snoozed.report("m1", "human").ok();

        assertThat(page("?status=inactive")).containsExactly(both);
        assertThat(page("?status=snoozed")).containsExactly(snoozed);
        assertThat(page("?cause=manual_message")).containsExactly(both, snoozed);
        assertThat(page("?cause=opt_out&status=inactive")).containsExactly(both);
        assertThat(page("?cause=opt_out&status=snoozed")).isEmpty();
        assertThat(page("?cause=never_used")).isEmpty();
    }

    @Test
    void theListIsReadPageByPageWhateverLettersTheIdsHave() {
        List<TestContact> paused = new ArrayList<>();
        for (String id : List.of("+49 170", "Zoë 李", "a/b?c", "b&c=d", "😀")) {
            TestContact contact = server.contact(id);
            contact.report("m1", "human").ok();
            contact.report("m2", "workflow").ok();
            paused.add(contact);
        }
        List<TestContact> read = new ArrayList<>();
        String after = "";
        for (JsonNode next = json("\"\""); !next.isNull(); ) {
            JsonNode page = server.get("/api/contacts?limit=2" + after).ok();
            page.path("contacts")
                    .forEach(state ->
                            read.add(server.contact(state.path("contactId").asText())));
            next = page.path("next");
            after = "&after=" + Server.encode(next.asText());
            assertThat(page.path("contacts").size()).isLessThanOrEqualTo(2);
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(paused);
    }

    @Test
    void theListIsSortedByReactivationSoonestFirstAndReadPageByPage() {
        List<TestContact> expected = new ArrayList<>();
        for (String duration : List.of("PT1H", "PT2H", "PT2H", "PT3H")) {
            TestContact contact = named("" + (char) ('z' - expected.size() % 2 * 5));
            contact.set("""
                    {"status": "snoozed", "reactivateAfter": "%s"}""".formatted(duration)).ok();
            expected.add(contact);
        }
        TestContact never = named("a");
        never.set("""
                {"status": "inactive"}""").ok();
        TestContact neverToo = named("b");
        neverToo.set("""
                {"status": "inactive"}""").ok();
        if (expected.get(1).id().compareTo(expected.get(2).id()) > 0) {
            Collections.swap(expected, 1, 2);
        }
        expected.addAll(List.of(never, neverToo));

        List<TestContact> read = new ArrayList<>();
        String after = "";
        for (JsonNode next = json("\"\""); !next.isNull(); ) {
            JsonNode page = server.get("/api/contacts?sort=reactivateAt&limit=1" + after)
                    .ok();
            page.path("contacts")
                    .forEach(state ->
                            read.add(server.contact(state.path("contactId").asText())));
            next = page.path("next");
            after = "&after=" + Server.encode(next.asText());
        }

        assertThat(read).containsExactlyElementsOf(expected);
        assertThat(page("?sort=reactivateAt&status=inactive")).containsExactly(never, neverToo);
        assertThat(page("?sort=reactivateAt&cause=manual_change&search=a-")).containsExactly(never);
        assertThat(page("?sort=reactivateAt&cause=opt_out")).isEmpty();
    }

    @Test
    void theListIsSearchedByTheBeginningOfTheIdWhateverItsLetters() {
        TestContact percent = named("50%_");
        percent.report("m1", "human").ok();
        TestContact other = named("50x");
        other.report("m1", "human").ok();

        assertThat(page("?search=" + Server.encode("50%_"))).containsExactly(percent);
        assertThat(page("?search=50")).containsExactlyInAnyOrder(percent, other);
        assertThat(page("?search=0")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sort, name, 'contactId, reactivateAt'",
        "search, 'a\u0000b', a text of at most 200 characters",
        "after, contact-1, the next of the page before",
        "after, soon/contact-1, an ISO 8601 instant"
    })
    void anOrderThatCannotBeIsRefused(String field, String value, String allowed) {
        String sort = field.equals("after") ? "&sort=reactivateAt" : "";
        assertThat(server.get("/api/contacts?" + field + "=" + Server.encode(value) + sort)
                        .problem(400))
                .contains(field, allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "status, active, snoozed or inactive",
        "status, SNOOZED, 'snoozed, inactive'",
        "cause, Bad Word, 'a-z, 0-9 and _'",
        "limit, 0, 1 to 500",
        "after, '', 1 to 200"
    })
    void aFilterThatCannotBeIsRefused(String field, String value, String allowed) {
        assertThat(server.get("/api/contacts?" + field + "=" + Server.encode(value))
                        .problem(400))
                .contains(value, allowed, field.equals("after") ? "contactId" : field);
    }

    private TestContact named(String letter) {
        return server.contact(letter + "-" + UUID.randomUUID());
    }

    private List<TestContact> page(String query) {
        List<TestContact> contacts = new ArrayList<>();
        server.get("/api/contacts" + query)
                .ok()
                .path("contacts")
                .forEach(state ->
                        contacts.add(server.contact(state.path("contactId").asText())));
        return contacts;
    }
}
