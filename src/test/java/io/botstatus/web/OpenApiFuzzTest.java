package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.botstatus.Sampled;
import io.botstatus.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sends every call of the server's own OpenAPI document, with each parameter, header and field wrong in turn. No answer is a
 * failure of the server. A refusal says why without internal details, and leaves nothing.
 */
@Sampled
@ServerTest
class OpenApiFuzzTest {

    private static final long SEED = 7;
    private static final int COMBINATIONS = Integer.getInteger("botstatus.fuzz.combinations", Samples.of(40, 300));

    /** Internal details: names of classes, lines of a stack, statements. */
    private static final Pattern INSIDE = Pattern.compile(
            "\\b(java|javax|jakarta|org|com|io)\\.[a-z]+\\.[a-zA-Z]|[a-z]Exception|\\bat [\\w.$]+\\(|\\bSQL"
                    + "|\\b(select|insert into|update|delete from) [a-z_]+ |[Jj]ackson|jdbc|springframework");

    private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    private Server server;

    @Autowired
    private SideEffects traces;

    @Autowired
    private JdbcClient sql;

    private OddRequests odd;
    private List<ApiCall> calls;

    @BeforeEach
    void readTheDocument() {
        server.defaultSettings();
        odd = new OddRequests(server, traces, OpenApiFuzzTest::isAFairAnswer);
        calls = ApiCall.all(server.get("/v3/api-docs").ok());
    }

    @AfterEach
    void tidy() {
        sql.sql("delete from bot_api_key").update();
        server.defaultSettings();
    }

    @Test
    void whatIsValidIsTakenSoThatOnlyTheOddPartIsRefused() {
        for (ApiCall call : calls) {
            Answer answer = call.valid("odd-valid").send(server);
            // No bulk change, key or reply of that id, and no model of that name.
            assertThat(answer.code()).as(call + " answered " + answer.text()).isIn(200, 201, 202, 204, 404);
        }
    }

    @Test
    void oddFieldsOfABodyAreTakenOrRefusedWithoutATrace() {
        for (ApiCall call : calls) {
            List<Function<String, OddRequest>> requests = new ArrayList<>();
            for (List<String> place : call.places()) {
                requests.add(contact -> call.with(contact, place, null));
                OddValues.JSON.forEach(json -> requests.add(contact -> call.with(contact, place, json)));
            }
            odd.send(Samples.of(requests, calls.indexOf(call)));
        }
        odd.wereAnsweredWell();
    }

    @Test
    void oddParametersAndHeadersAreTakenOrRefusedWithoutATrace() {
        for (ApiCall call : calls) {
            List<Function<String, OddRequest>> requests = new ArrayList<>();
            for (String in : List.of("path", "query")) {
                for (String name : call.parameters(in)) {
                    OddValues.ENCODED.forEach(
                            value -> requests.add(contact -> call.withParameter(contact, name, value)));
                }
            }
            for (String name : call.parameters("header")) {
                OddValues.HEADERS.forEach(value -> requests.add(contact -> call.withParameter(contact, name, value)));
            }
            for (String name :
                    List.of("Accept", "Accept-Language", "Content-Encoding", "Range", "X-HTTP-Method-Override")) {
                for (String value : OddValues.HEADERS) {
                    requests.add(contact ->
                            call.withBody(contact, call.valid(contact).body(), name, value));
                }
            }
            odd.send(Samples.of(requests, calls.indexOf(call)));
        }
        odd.wereAnsweredWell();
    }

    @Test
    void oddBodiesAreTakenOrRefusedWithoutATrace() {
        for (ApiCall call : calls) {
            if (!call.hasBody()) {
                continue;
            }
            List<Function<String, OddRequest>> requests = new ArrayList<>();
            OddValues.JSON.forEach(json -> requests.add(contact -> call.withBody(contact, OddRequest.utf8(json))));
            for (Function<String, String> change : OddBodies.CHANGES) {
                requests.add(contact ->
                        call.withBody(contact, change.apply(call.valid(contact).body())));
            }
            for (String type : OddBodies.TYPES) {
                requests.add(
                        contact -> call.withBody(contact, call.valid(contact).body(), "Content-Type", type));
            }
            odd.send(Samples.of(requests, calls.indexOf(call)));
        }
        odd.wereAnsweredWell();
    }

    @Test
    void severalOddPartsTogetherAreTakenOrRefusedWithoutATrace() {
        Random random = new Random(SEED);
        List<Function<String, OddRequest>> requests = new ArrayList<>();
        List<ApiCall> withBody = calls.stream().filter(ApiCall::hasBody).toList();
        for (int i = 0; i < COMBINATIONS; i++) {
            ApiCall call = withBody.get(random.nextInt(withBody.size()));
            List<List<String>> places = call.places();
            List<String> place = places.get(random.nextInt(places.size()));
            String json = OddValues.JSON.get(random.nextInt(OddValues.JSON.size()));
            Function<String, String> change = OddBodies.CHANGES.get(random.nextInt(OddBodies.CHANGES.size()));
            String type = OddBodies.TYPES.get(random.nextInt(OddBodies.TYPES.size()));
            boolean typed = random.nextInt(3) == 0;
            requests.add(contact -> call.withBody(
                    contact,
                    change.apply(call.with(contact, place, json).body()),
                    "Content-Type",
                    typed ? type : "application/json"));
        }
        odd.send(requests);
        odd.wereAnsweredWell();
    }

    /** Taken, or refused as RFC 9457 has it. */
    private static void isAFairAnswer(OddRequest request, Answer answer) {
        String shown = request + " answered " + answer.code() + " " + answer.text();
        assertThat(answer.code()).as(shown).matches(code -> code / 100 == 2 || code / 100 == 4);
        if (answer.code() < 400 || isLongerThanTomcatReads(request) || saysNothingToAnOddAccept(request, answer)) {
            return;
        }
        assertThat(answer.contentType()).as(shown).startsWith("application/problem+json");
        JsonNode problem = Answer.json(answer.text());
        assertThat(problem.path("status").asInt()).as(shown).isEqualTo(answer.code());
        assertThat(problem.path("detail").asText()).as(shown).isNotBlank();
        assertThat(withoutWhatWasSent(problem.path("detail").asText(), request))
                .as(shown)
                .doesNotContainPattern(INSIDE);
    }

    /** Removes the caller's own text, which an answer may repeat. */
    private static String withoutWhatWasSent(String detail, OddRequest request) {
        return QUOTED.matcher(detail)
                .replaceAll(quoted ->
                        request.body().contains(quoted.group(1)) ? "''" : Matcher.quoteReplacement(quoted.group()));
    }

    /** A caller with an invalid Accept header gets only the status. */
    private static boolean saysNothingToAnOddAccept(OddRequest request, Answer answer) {
        return request.headers().contains("Accept") && answer.text().isEmpty();
    }

    /** Tomcat gives up on it before it has a request that could be answered. */
    private static boolean isLongerThanTomcatReads(OddRequest request) {
        return request.path().getBytes(StandardCharsets.UTF_8).length > 8_000;
    }
}
