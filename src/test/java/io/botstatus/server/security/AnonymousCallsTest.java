package io.botstatus.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.server.security.Guests.Reply;
import io.botstatus.server.security.login.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Context;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** No call without a login creates a session. */
@GuardedServerTest
class AnonymousCallsTest {

    private static final String HTML = "text/html,application/xhtml+xml";

    @Autowired
    Guests guests;

    @Autowired
    ServletWebServerApplicationContext server;

    private int before;

    @BeforeEach
    void count() {
        before = sessions();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/contacts",
                "/contacts?status=snoozed",
                "/login",
                "/login?wrong",
                "/logout",
                "/nowhere",
                "/error",
                "/api/settings",
                "/api/contacts/c/bot-status",
                "/api/contacts/c/bot-status/events",
                "/engine-rest/engine",
                "/engine-rest/nowhere",
                "/camunda",
                "/camunda/app/cockpit/default/",
                "/camunda/app/tasklist/default/",
                "/camunda/api/engine/engine/default/process-definition",
                "/camunda/api/admin/auth/user/default",
                "/webhooks/nowhere",
                "/actuator/health",
                "/actuator/health/readiness",
                "/actuator/prometheus",
                "/actuator/nowhere",
                "/v3/api-docs",
                "/botstatus/contact-bot-status.js",
                "/pages/app.css",
                "/pages/nowhere.css",
                "/favicon.ico",
                "/%61pi/settings",
                "/api/contacts/a;b"
            })
    void noAnonymousCallMakesASession(String path) {
        List<String> made = new ArrayList<>();
        for (String method : List.of("GET", "HEAD", "OPTIONS", "TRACE", "POST", "PUT", "PATCH", "DELETE")) {
            for (String cookie : List.of("", "JSESSIONID=0123456789ABCDEF0123456789ABCDEF", "BOT-XSRF-TOKEN=x")) {
                Reply reply = cookie.isEmpty()
                        ? guests.call(null, method, path, null, "Accept", HTML)
                        : guests.call(null, method, path, null, "Accept", HTML, "Cookie", cookie);
                if (reply.headers().allValues("Set-Cookie").stream().anyMatch(set -> set.startsWith("JSESSIONID"))) {
                    made.add(method + " " + path + " with " + cookie);
                }
            }
        }
        assertThat(made).isEmpty();
        assertThat(sessions()).isEqualTo(before);
    }

    @Test
    void aFailedLoginMakesNoSession() {
        assertThat(logIn("ghost", "wrong", "").header("Location")).endsWith("/login?wrong");
        assertThat(sessions()).isEqualTo(before);
    }

    @Test
    void aLoginMakesOneSessionAndLeadsBackToThePageThatWasAskedFor() {
        String asked = guests.call(null, "GET", "/contacts?status=snoozed&cause=opt_out", null, "Accept", HTML)
                .header("Location");
        assertThat(asked).endsWith("/login?to=%2Fcontacts%3Fstatus%3Dsnoozed%26cause%3Dopt_out");

        Reply in =
                logIn(Guests.name(Role.AGENT), Guests.password(Role.AGENT), "/contacts?status=snoozed&cause=opt_out");
        assertThat(in.header("Location")).endsWith("/contacts?status=snoozed&cause=opt_out");
        assertThat(sessions()).isEqualTo(before + 1);
    }

    @Test
    void aFailedLoginForgetsNoPageThatWasAskedFor() {
        assertThat(logIn("ghost", "wrong again", "/contacts").header("Location"))
                .endsWith("/login?wrong&to=%2Fcontacts");
    }

    /** A link to the login page leads to no page of another site. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example/",
                "\\\\evil.example/",
                "/\t/evil.example/",
                "javascript:alert(1)",
                "evil.example",
                "/contacts\r\nSet-Cookie: a=b",
                ""
            })
    void aLoginLeadsToPagesOfThisServerOnly(String to) {
        assertThat(logIn(Guests.name(Role.AGENT), Guests.password(Role.AGENT), to)
                        .header("Location"))
                .matches("(http://localhost:\\d+)?/");
    }

    @Test
    void aPageThatIsTooLongToComeBackToIsLeftOut() {
        assertThat(guests.call(null, "GET", "/contacts?q=" + "x".repeat(6_000), null, "Accept", HTML)
                        .header("Location"))
                .endsWith("/login");
    }

    @Test
    void aFormOfSeveralPartsIsNotTakenApart() {
        for (String type : List.of("multipart/form-data", "multipart/form-data; boundary=x")) {
            for (String method : List.of("GET", "POST")) {
                assertThat(guests.call(null, method, "/actuator/health", "--x junk", "Content-Type", type)
                                .code())
                        .as(method + " " + type)
                        .isLessThan(500);
            }
        }
    }

    private Reply logIn(String name, String password, String to) {
        return guests.call(
                null,
                "POST",
                "/login",
                "username=" + name + "&password=" + password.replace(' ', '+') + "&_csrf=token&to="
                        + URLEncoder.encode(to, StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Cookie",
                "BOT-XSRF-TOKEN=token");
    }

    private int sessions() {
        int sessions = 0;
        for (var child :
                ((TomcatWebServer) server.getWebServer()).getTomcat().getHost().findChildren()) {
            sessions += ((Context) child).getManager().getActiveSessions();
        }
        return sessions;
    }
}
