package io.botstatus.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.LongRunning;
import io.botstatus.server.security.login.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Bodies that come slowly, without end or in great number: before the caller is known, and after. */
@GuardedServerTest
class BodyBoundsTest {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";

    /** A quarter of an eighth of Tomcat's 200 threads. */
    private static final int PLACES_OF_AN_ADDRESS = 6;

    @Autowired
    Guests guests;

    @LocalServerPort
    private int port;

    private final List<SlowCaller> callers = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (SlowCaller caller : callers) {
            caller.close();
        }
    }

    @LongRunning
    @Test
    void bodiesThatDripAreBoundedInNumberAndTimeAndStopNobodyElse() throws IOException {
        SlowCaller known = call(
                "PUT /api/contacts/" + guests.newContact() + "/bot-status",
                JSON + "Authorization: " + Guests.admin() + "\r\n",
                400);
        known.send("{\"status\": \"inactive\", \"reason\": \"");
        List<String> doors = List.of("POST /login", "POST /webhooks/nowhere", "GET /actuator/health", "GET /contacts");
        List<SlowCaller> dripping = new ArrayList<>();
        for (int n = 0; n < PLACES_OF_AN_ADDRESS; n++) {
            SlowCaller caller = call(doors.get(n % doors.size()), FORM, 60_000);
            caller.send("x");
            assertThat(caller.hears(300)).isEmpty();
            dripping.add(caller);
        }

        for (String door : doors) {
            SlowCaller oneTooMany = call(door, FORM, 60_000);
            assertThat(oneTooMany.hearsToTheEnd())
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 5", "Connection: close", "Too many bodies are on their way at once");
        }
        SlowCaller whole = call("POST /login", FORM + "Cookie: BOT-XSRF-TOKEN=t\r\n", 37);
        whole.send("username=ghost&password=wrong&_csrf=t");
        assertThat(whole.hears(10_000)).startsWith("HTTP/1.1 302").contains("/login?wrong");
        assertThat(guests.call(null, "GET", "/actuator/health/liveness", null).code())
                .isEqualTo(200);
        assertThat(guests.call(Guests.login(Role.BOT), "POST", "/api/contacts/drip/replies", "{\"replyId\": \"r\"}")
                        .code())
                .isEqualTo(200);

        long end = System.nanoTime() + Duration.ofSeconds(25).toNanos();
        while (System.nanoTime() < end
                && dripping.stream().anyMatch(caller -> caller.heard().isEmpty())) {
            known.send("z");
            for (SlowCaller caller : dripping) {
                if (caller.heard().isEmpty()) {
                    caller.send("x");
                    caller.hears(100);
                }
            }
        }
        for (SlowCaller caller : dripping) {
            assertThat(caller.hearsToTheEnd())
                    .startsWith("HTTP/1.1 408")
                    .contains("Connection: close", "did not come within 10 seconds");
        }

        known.send("\"}" + " ".repeat(400 - known.sent() - 2));
        assertThat(known.hears(10_000)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/contacts/c/messages",
                "PUT /api/settings",
                "POST /engine-rest/message",
                "POST /nowhere",
                "DELETE /actuator/health"
            })
    void aBodyThatNobodyReadsIsNotWaitedFor(String door) throws IOException {
        SlowCaller caller = call(door, JSON, 60_000);
        caller.send("{");

        Duration went = caller.sendsOnUntilTheEnd();

        assertThat(caller.heard()).matches("(?s)HTTP/1\\.1 4\\d\\d.*");
        assertThat(caller.hasEnded()).as("the connection is closed").isTrue();
        assertThat(went).isLessThan(Duration.ofSeconds(5));
    }

    /** A form of unknown length. */
    @Test
    void aFormWithoutALengthIsBoundedToo() throws IOException {
        SlowCaller caller = connect();
        caller.send("POST /login HTTP/1.1\r\nHost: localhost\r\n" + FORM + "Transfer-Encoding: chunked\r\n\r\n");
        for (int n = 0; n < 20 && !caller.hasEnded(); n++) {
            caller.send("1000\r\n" + "x".repeat(4096) + "\r\n");
        }

        assertThat(caller.hearsToTheEnd()).startsWith("HTTP/1.1 413").contains("65536 bytes");
    }

    @Test
    void aCallerThatWaitsForAWordBeforeItSendsABodyGetsOne() throws IOException {
        SlowCaller caller = call("POST /login", FORM + "Cookie: BOT-XSRF-TOKEN=t\r\nExpect: 100-continue\r\n", 37);
        assertThat(caller.hears(10_000)).startsWith("HTTP/1.1 100");
        caller.send("username=ghost&password=wrong&_csrf=t");
        assertThat(caller.hears(10_000)).startsWith("HTTP/1.1 302");
    }

    @Test
    void aConnectionServesOnAfterAnAnonymousBodyThatCameAsAWhole() throws IOException {
        SlowCaller caller = connect();
        for (int n = 0; n < 3; n++) {
            caller.send("POST /api/settings HTTP/1.1\r\nHost: localhost\r\n" + JSON + "Content-Length: 2\r\n\r\n{}");
            assertThat(caller.hears(10_000)).startsWith("HTTP/1.1 401");
        }
    }

    private SlowCaller call(String door, String headers, int length) throws IOException {
        return connect().call(door, headers, length);
    }

    private SlowCaller connect() throws IOException {
        SlowCaller caller = SlowCaller.connect(port);
        callers.add(caller);
        return caller;
    }
}
