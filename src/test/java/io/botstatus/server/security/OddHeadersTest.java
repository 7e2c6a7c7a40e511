package io.botstatus.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Headers that no client sends who means well: each is answered, none with 5xx, and the log has a short line of it at most. */
@GuardedServerTest
class OddHeadersTest {

    private static final int SHORT = 500;

    private static final List<String> PATHS = List.of(
            "/",
            "/login",
            "/contacts",
            "/api/settings",
            "/api/contacts/c-1/bot-status",
            "/engine-rest/engine",
            "/camunda/app/cockpit/default/",
            "/actuator/health",
            "/actuator/prometheus",
            "/v3/api-docs",
            "/botstatus/contact-bot-status.js",
            "/webhooks/nobody",
            "/nowhere",
            "//nowhere");

    /** Paths where a header passes the login. */
    private static final Set<String> OF_THE_ADMIN =
            Set.of("/contacts", "/api/settings", "/engine-rest/engine", "/v3/api-docs");

    @LocalServerPort
    private int port;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() throws IOException {
        answer("GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"); // the first call's answer is
        // no matter
        log.list.clear();
        log.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        root().detachAppender(log);
    }

    private static ch.qos.logback.classic.Logger root() {
        return (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    static Stream<String> oddHeaders() {
        List<String> all = new ArrayList<>(List.of(
                "Authorization:",
                "Authorization: Basic",
                "Authorization: Basic ",
                "Authorization: Basic !!!",
                "Authorization: Basic " + base64("no colon"),
                "Authorization: Basic " + base64(":"),
                "Authorization: Basic " + base64("a\0b\nc:d\r\ne"),
                "Authorization: Basic " + base64("admin:" + "x".repeat(4000)),
                "Authorization: Basic " + base64("x".repeat(4000) + ":y"),
                "Authorization: Basic "
                        + Base64.getEncoder().encodeToString(new byte[] {(byte) 0xff, ':', (byte) 0xfe}),
                "Authorization: Bearer",
                "Authorization: Bearer ",
                "Authorization: Bearer a b",
                "Authorization: Bearer \"",
                "Authorization: Bearer bsk_",
                "Authorization: Bearer bsk___",
                "Authorization: Bearer ..",
                "Authorization: Bearer a.b.c",
                "Authorization: Bearer " + base64("{\"alg\":\"none\"}") + "." + base64("{}") + ".",
                "Authorization: Bearer " + base64("{\"alg\":\"HS256\"}") + "." + base64("{}") + ".x",
                "Authorization: Bearer " + base64("{\"alg\":\"RS256\",\"kid\":\"\\u0000\"}") + "." + base64("{}")
                        + ".x",
                "Authorization: Bearer " + "x".repeat(6000),
                "Authorization: Digest username=\"a\"",
                "Authorization: Negotiate x",
                "Authorization: \u00ff\u00fe",
                "Authorization: Bearer a\r\nAuthorization: Bearer b",
                "Range: bytes=0-0,5-3,-",
                "Range: bytes=9999999999999999999-",
                "Range: nonsense",
                "If-Match: *",
                "If-Match: \"",
                "If-Match: W/\"x\", \"y",
                "If-None-Match: \"",
                "If-Modified-Since: never",
                "If-Unmodified-Since: 0",
                "Accept: */*;q=nonsense",
                "Accept: text",
                "Accept: /",
                "Accept: text/html;q=2, ;;",
                "Accept: " + "a/b,".repeat(1500),
                "Accept-Language: -",
                "Accept-Language: " + "x-".repeat(500),
                "Accept-Language: *;q=x",
                "Accept-Encoding: nonsense;q=7",
                "Accept-Charset: nonsense",
                "Accept: text/html;charset=nonsense",
                "Content-Type: nonsense",
                "Content-Type: /",
                "Content-Type: text/plain; charset=nonsense",
                "Content-Type: application/json; charset=\"",
                "Content-Type: application/x-www-form-urlencoded; charset=nonsense",
                "Content-Type: multipart/form-data",
                "Content-Type: multipart/form-data; boundary=",
                "Content-Type: multipart/form-data; boundary=\"",
                "Content-Type: multipart/form-data; boundary=" + "x".repeat(200),
                "Content-Type: multipart/mixed",
                "Content-Length: 0\r\nTransfer-Encoding: chunked",
                "Content-Length: -1",
                "Content-Length: 1\r\nContent-Length: 2",
                "Content-Length: 99999999999999999999",
                "Content-Length: x",
                "Content-Encoding: gzip",
                "Transfer-Encoding: nonsense",
                "Expect: 100-continue",
                "Expect: nonsense",
                "Forwarded: for=\"[::1]\";host=\"evil.example\";proto=https",
                "Forwarded: nonsense;;=",
                "X-Forwarded-For: 127.0.0.1, nonsense, \u00ff",
                "X-Forwarded-Proto: nonsense",
                "X-Forwarded-Port: -1",
                "X-Forwarded-Host: evil.example:x",
                "X-Forwarded-Prefix: //evil.example",
                "X-HTTP-Method-Override: DELETE",
                "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
                "Upgrade: websocket\r\nConnection: Upgrade",
                "Origin: null",
                "Origin: nonsense",
                "Origin: https://evil.example/\u00ff",
                "Origin: https://a b",
                "Referer: nonsense\u0001",
                "Sec-Fetch-Mode: nonsense",
                "Access-Control-Request-Method: X",
                "Last-Event-ID: nonsense",
                "traceparent: nonsense",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-zz",
                "b3: nonsense",
                "baggage: a=%zz",
                "Cookie:",
                "Cookie: =",
                "Cookie: ;;;",
                "Cookie: $Version=1; a",
                "Cookie: a=\"",
                "Cookie: a=\u00ff",
                "Cookie: JSESSIONID=nonsense",
                "Cookie: JSESSIONID=../../etc",
                "Cookie: JSESSIONID=" + "x".repeat(3000),
                "Cookie: BOT-XSRF-TOKEN=nonsense",
                "Cookie: BOT-XSRF-TOKEN=\r\nX-XSRF-TOKEN: x",
                "Cookie: XSRF-TOKEN=nonsense",
                "X-Requested-With: \u00ff"));
        for (String cookie : List.of(
                "",
                "x",
                "!!!",
                base64(""),
                base64(":"),
                base64(":::"),
                base64("admin:9999999999999:NONE:x"),
                base64("admin:9999999999999:SHA256:x"),
                base64("admin:9999999999999:x"),
                base64("admin:x:y:z"),
                base64("admin:99999999999999999999:y:z"),
                base64("%zz:%:%1:%"),
                base64("a%00b:1:2:3"),
                base64("admin:-1:y:z"),
                base64("nobody:9999999999999:y:z"),
                base64("a:".repeat(1000)),
                base64("\u00ff\u0000:1:2:3"))) {
            all.add("Cookie: BOT-LOGIN=" + cookie);
        }
        return all.stream();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("oddHeaders")
    void areAnsweredAndLeaveALineOfTheLogAtMost(String header) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String path : PATHS) {
            String host = " " + path + " HTTP/1.1\r\nHost: localhost\r\n";
            look("GET" + host + header, wrong);
            look("POST" + host + header, wrong);
            if (OF_THE_ADMIN.contains(path) && !header.startsWith("Authorization")) {
                look("GET" + host + "Authorization: " + Guests.admin() + "\r\n" + header, wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void look(String head, List<String> wrong) throws IOException {
        String call = head.lines().findFirst().orElse("") + (head.contains(Guests.admin()) ? " (admin)" : "");
        log.list.clear();
        String answer = answer(head + "\r\nConnection: close\r\n\r\n");
        String code = answer.length() < 12 ? "none" : answer.substring(9, 12);
        if (!code.matches("[1234]\\d\\d")
                && !(code.equals("501") && head.contains("Transfer-Encoding"))) { // as RFC 9112 has it
            wrong.add(call + " -> " + answer.lines().findFirst().orElse("nothing"));
        }
        List<ILoggingEvent> said = List.copyOf(log.list);
        int length = said.stream().mapToInt(OddHeadersTest::length).sum();
        if (said.size() > 1 || length > SHORT) {
            wrong.add(call + " -> " + code + ", " + said.size() + " lines, " + length + " characters of log: "
                    + said.get(0).getFormattedMessage().lines().findFirst().orElse("") + " "
                    + (said.get(0).getThrowableProxy() == null
                            ? ""
                            : said.get(0).getThrowableProxy().getClassName()));
        }
    }

    private static int length(ILoggingEvent event) {
        return event.getFormattedMessage().length()
                + (event.getThrowableProxy() == null
                        ? 0
                        : ThrowableProxyUtil.asString(event.getThrowableProxy()).length());
    }

    private String answer(String head) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try {
                in.transferTo(all);
            } catch (IOException e) {
                // what was answered before counts
            }
            return all.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void aForeignHostIsNotRepeatedInARedirect() throws Exception {
        for (String path : List.of(
                "/",
                "/contacts",
                "/camunda/app/cockpit/default/",
                "/camunda",
                "/camunda/app/tasklist",
                "//evil.example/contacts",
                "/login/../contacts")) {
            for (String head : List.of(
                    "GET " + path + " HTTP/1.1\r\nHost: evil.example\r\n",
                    "GET " + path
                            + " HTTP/1.1\r\n"
                            + "Host: localhost\r\n"
                            + "X-Forwarded-Host: evil.example\r\n"
                            + "X-Forwarded-Prefix: /evil\r\n"
                            + "Forwarded: host=evil.example\r\n",
                    "GET http://evil.example" + path + " HTTP/1.1\r\nHost: evil.example\r\n")) {
                for (String login : List.of("", "Authorization: " + Guests.admin() + "\r\n")) {
                    String answer = answer(head + login + "Accept: text/html\r\nConnection: close\r\n\r\n");
                    assertThat(answer.lines().filter(line -> line.startsWith("Location:")))
                            .as(head + login)
                            .allMatch(line -> line.matches("Location: /([^/].*)?"))
                            .noneMatch(line -> line.contains("evil/"));
                }
            }
        }
    }
}
