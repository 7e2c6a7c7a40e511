package io.botstatus.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.LongRunning;
import io.botstatus.server.security.login.Role;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
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

    private final List<Caller> callers = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (Caller caller : callers) {
            caller.socket.close();
        }
    }

    @LongRunning
    @Test
    void bodiesThatDripAreBoundedInNumberAndTimeAndStopNobodyElse() throws IOException {
        Caller known = call(
                "PUT /api/contacts/" + guests.newContact() + "/bot-status",
                JSON + "Authorization: " + Guests.admin() + "\r\n",
                400);
        known.send("{\"status\": \"inactive\", \"reason\": \"");
        List<String> doors = List.of("POST /login", "POST /webhooks/nowhere", "GET /actuator/health", "GET /contacts");
        List<Caller> dripping = new ArrayList<>();
        for (int n = 0; n < PLACES_OF_AN_ADDRESS; n++) {
            Caller caller = call(doors.get(n % doors.size()), FORM, 60_000);
            caller.send("x");
            assertThat(caller.hears(300)).isEmpty();
            dripping.add(caller);
        }

        for (String door : doors) {
            Caller oneTooMany = call(door, FORM, 60_000);
            assertThat(oneTooMany.hearsToTheEnd())
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 5", "Connection: close", "Too many bodies are on their way at once");
        }
        Caller whole = call("POST /login", FORM + "Cookie: BOT-XSRF-TOKEN=t\r\n", 37);
        whole.send("username=ghost&password=wrong&_csrf=t");
        assertThat(whole.hears(10_000)).startsWith("HTTP/1.1 302").contains("/login?wrong");
        assertThat(guests.call(null, "GET", "/actuator/health/liveness", null).code())
                .isEqualTo(200);
        assertThat(guests.call(Guests.login(Role.BOT), "POST", "/api/contacts/drip/replies", "{\"replyId\": \"r\"}")
                        .code())
                .isEqualTo(200);

        long end = System.nanoTime() + Duration.ofSeconds(25).toNanos();
        while (System.nanoTime() < end && dripping.stream().anyMatch(caller -> caller.heard.isEmpty())) {
            known.send("z");
            for (Caller caller : dripping) {
                if (caller.heard.isEmpty()) {
                    caller.send("x");
                    caller.hears(100);
                }
            }
        }
        for (Caller caller : dripping) {
            assertThat(caller.hearsToTheEnd())
                    .startsWith("HTTP/1.1 408")
                    .contains("Connection: close", "did not come within 10 seconds");
        }

        known.send("\"}" + " ".repeat(400 - known.sent - 2));
        assertThat(known.hears(10_000)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/contacts/c/messages",
                "PUT /api/settings",
                "POST /engine-rest/message",
                "POST /camunda/api/admin/setup/default/user/create",
                "POST /nowhere",
                "DELETE /actuator/health"
            })
    void aBodyThatNobodyReadsIsNotWaitedFor(String door) throws IOException {
        Caller caller = call(door, JSON, 60_000);
        caller.send("{");

        caller.hears(30_000);
        long answered = System.nanoTime();
        while (!caller.ended
                && System.nanoTime() - answered < Duration.ofSeconds(15).toNanos()) {
            caller.hears(500);
            caller.send("x");
        }

        assertThat(caller.heard).matches("(?s)HTTP/1\\.1 4\\d\\d.*");
        assertThat(caller.ended).as("the connection is closed").isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - answered)).isLessThan(Duration.ofSeconds(5));
    }

    /** A form of unknown length. */
    @Test
    void aFormWithoutALengthIsBoundedToo() throws IOException {
        Caller caller = connect();
        caller.send("POST /login HTTP/1.1\r\nHost: localhost\r\n" + FORM + "Transfer-Encoding: chunked\r\n\r\n");
        for (int n = 0; n < 20 && !caller.ended; n++) {
            caller.send("1000\r\n" + "x".repeat(4096) + "\r\n");
        }

        assertThat(caller.hearsToTheEnd()).startsWith("HTTP/1.1 413").contains("65536 bytes");
    }

    @Test
    void aCallerThatWaitsForAWordBeforeItSendsABodyGetsOne() throws IOException {
        Caller caller = call("POST /login", FORM + "Cookie: BOT-XSRF-TOKEN=t\r\nExpect: 100-continue\r\n", 37);
        assertThat(caller.hears(10_000)).startsWith("HTTP/1.1 100");
        caller.send("username=ghost&password=wrong&_csrf=t");
        assertThat(caller.hears(10_000)).startsWith("HTTP/1.1 302");
    }

    @Test
    void aConnectionServesOnAfterAnAnonymousBodyThatCameAsAWhole() throws IOException {
        Caller caller = connect();
        for (int n = 0; n < 3; n++) {
            caller.send("POST /api/settings HTTP/1.1\r\nHost: localhost\r\n" + JSON + "Content-Length: 2\r\n\r\n{}");
            assertThat(caller.hears(10_000)).startsWith("HTTP/1.1 401");
        }
    }

    private Caller call(String door, String headers, int length) throws IOException {
        Caller caller = connect();
        caller.send(door + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + length + "\r\n\r\n");
        caller.sent = 0;
        return caller;
    }

    private Caller connect() throws IOException {
        Caller caller = new Caller(new Socket("localhost", port));
        callers.add(caller);
        return caller;
    }

    private static final class Caller {

        private final Socket socket;
        private String heard = "";
        private boolean ended;
        private int sent;

        private Caller(Socket socket) {
            this.socket = socket;
        }

        void send(String text) {
            try {
                OutputStream out = socket.getOutputStream();
                out.write(text.getBytes(StandardCharsets.US_ASCII));
                sent += text.length();
            } catch (IOException e) {
                ended = true; // closed by the server
            }
        }

        /** The bytes that arrive within so many milliseconds. */
        String hears(int millis) throws IOException {
            byte[] piece = new byte[8192];
            socket.setSoTimeout(millis);
            try {
                int count = socket.getInputStream().read(piece);
                ended |= count < 0;
                String text = count < 0 ? "" : new String(piece, 0, count, StandardCharsets.UTF_8);
                heard += text;
                return text;
            } catch (SocketTimeoutException e) {
                return "";
            } catch (IOException e) {
                ended = true;
                return "";
            }
        }

        String hearsToTheEnd() throws IOException {
            while (!ended) {
                String more = hears(10_000);
                assertThat(ended || !more.isEmpty())
                        .as("the connection is closed")
                        .isTrue();
            }
            return heard;
        }
    }
}
