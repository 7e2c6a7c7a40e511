package io.botstatus.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.server.security.Guests.Reply;
import io.botstatus.server.security.login.Role;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Passwords, guesses at them, tokens of an identity provider, and whose name a change has. */
@GuardedServerTest
class LoginsTest {

    private static final String API = "contact-bot-status";

    @Autowired
    Guests guests;

    private static int tests;

    private Instant now = Instant.EPOCH;

    /** Minutes of its own for each test, so that one's guesses are not the other's. */
    @BeforeEach
    void nextMinute() {
        now = Instant.now().plusSeconds(300L * ++tests);
        ClockUtil.setCurrentTime(Date.from(now));
    }

    @AfterEach
    void giveTheClockBack() {
        ClockUtil.reset();
    }

    @Test
    void slowsDownWhoGuessesAtOneName() {
        for (int guess = 1; guess <= 5; guess++) {
            assertThat(settings(Guests.login("ghost", "guess " + guess)).code()).isEqualTo(401);
        }

        Reply slowed = settings(Guests.login("ghost", "guess 6"));
        assertThat(slowed.code()).isEqualTo(429);
        assertThat(Integer.parseInt(slowed.header("Retry-After"))).isBetween(1, 61);
        assertThat(slowed.json().path("detail").asText()).contains("Too many wrong passwords");
        assertThat(settings(Guests.login("another", "guess")).code()).isEqualTo(401);

        ClockUtil.setCurrentTime(Date.from(now.plusSeconds(61)));
        assertThat(settings(Guests.login("ghost", "guess 7")).code()).isEqualTo(401);
    }

    /** All calls come from the address of an unnamed proxy. */
    @Test
    void locksNobodyOutForOneWhoGuessesAtManyNamesFromTheSameAddress() {
        for (int guess = 1; guess <= 25; guess++) {
            assertThat(settings(Guests.login("ghost-" + guess, "guess")).code()).isEqualTo(401);
        }

        assertThat(settings(Guests.login(Role.MONITOR)).code()).isEqualTo(403);
        assertThat(settings(Guests.login("ghost-26", "guess")).code()).isEqualTo(401);
    }

    /** This machine's own address is not trusted either. */
    @Test
    void believesNoForwardedAddressOfAProxyThatWasNotNamed() {
        for (int guess = 1; guess <= 5; guess++) {
            assertThat(guests.call(
                                    Guests.login("forwarded", "guess " + guess),
                                    "GET",
                                    "/api/settings",
                                    null,
                                    "X-Forwarded-For",
                                    "203.0.113." + guess)
                            .code())
                    .isEqualTo(401);
        }

        assertThat(guests.call(
                                Guests.login("forwarded", "guess 6"),
                                "GET",
                                "/api/settings",
                                null,
                                "X-Forwarded-For",
                                "203.0.113.6")
                        .code())
                .isEqualTo(429);
    }

    @Test
    void letsWhoWasInBeforeGoOnWhileSomebodyGuesses() {
        assertThat(settings(Guests.login(Role.AGENT)).code()).isEqualTo(200);
        for (int guess = 1; guess <= 8; guess++) {
            settings(Guests.login(Guests.name(Role.AGENT), "guess " + guess));
            settings(Guests.login("admin", "guess " + guess));
        }

        assertThat(settings(Guests.login(Role.AGENT)).code()).isEqualTo(200);
        assertThat(settings(Guests.admin()).code()).isEqualTo(200);
        assertThat(settings(Guests.login("admin", "guess")).code()).isEqualTo(429);
    }

    @Test
    void knowsWhomTheIdentityProviderVouchesFor() {
        String contact = guests.newContact();

        Reply changed = guests.call(
                bearer(IdentityProvider.token("zoe", List.of("support-team"), API, now)),
                "PUT",
                "/api/contacts/" + contact + "/bot-status",
                """
                {"status": "inactive"}\
                """);

        assertThat(changed.code()).isEqualTo(200);
        assertThat(changed.json().at("/holds/0/setBy").asText()).isEqualTo("zoe");
    }

    @Test
    void takesNoTokenThatIsForgedOrForAnotherProgramOrOver() {
        Instant issued = Instant.now();
        List<String> roles = List.of("support-team");

        assertThat(settings(bearer(IdentityProvider.token("zoe", roles, API, issued)))
                        .code())
                .isEqualTo(200);
        assertThat(settings(bearer(IdentityProvider.forgedToken("zoe", roles, API, issued)))
                        .code())
                .isEqualTo(401);
        assertThat(settings(bearer(IdentityProvider.token("zoe", roles, "another", issued)))
                        .code())
                .isEqualTo(401);
        assertThat(settings(bearer(IdentityProvider.token("zoe", roles, API, issued.minusSeconds(7200))))
                        .code())
                .isEqualTo(401);
        assertThat(settings(bearer("nonsense")).code()).isEqualTo(401);
    }

    /** At some providers people choose their names. */
    @Test
    void takesNobodyForAUserOfItsOwnWhoOnlyHasTheName() {
        assertThat(settings(bearer(IdentityProvider.token("admin", List.of("support-team"), API, Instant.now())))
                        .code())
                .isEqualTo(401);
    }

    @Test
    void saysNothingAboutATokenWhoseKeyNobodyTells() {
        String token = bearer(IdentityProvider.tokenOfNewKey("zoe", List.of("support-team"), API, Instant.now()));

        IdentityProvider.goAway(() -> {
            Reply unknown = settings(token);
            assertThat(unknown.code()).isEqualTo(503);
            assertThat(unknown.header("Retry-After")).isNotEmpty();
            assertThat(unknown.json().path("detail").asText()).contains("identity provider");
        });
        assertThat(settings(token).code()).isEqualTo(401);
    }

    @Test
    void aClaimThatIsNotMappedGivesNoRole() {
        Reply refused = settings(bearer(IdentityProvider.token("zoe", List.of("admin"), API, Instant.now())));

        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.json().path("detail").asText()).contains("'zoe'", "no role");
    }

    @Test
    void onlyABuilderOrTheAdminMayStateAnotherName() {
        String path = "/api/contacts/" + guests.newContact() + "/bot-status";
        String change = """
            {"status": "inactive", "setBy": "anna"}\
            """;

        Reply refused = guests.call(Guests.login(Role.AGENT), "PUT", path, change);
        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.json().path("detail").asText()).contains("setBy is 'anna'", "you are 'the-agent'");
        assertThat(guests.call(Guests.login(Role.AGENT), "GET", path, null)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("active");

        for (String login : List.of(Guests.login(Role.BUILDER), Guests.admin())) {
            assertThat(guests.call(login, "PUT", path, change)
                            .json()
                            .at("/holds/0/setBy")
                            .asText())
                    .isEqualTo("anna");
        }
        assertThat(guests.call(Guests.login(Role.AGENT), "PUT", path, """
            {"status": "inactive", "setBy": "the-agent"}\
            """).code())
                .isEqualTo(200);
    }

    private Reply settings(String login) {
        return guests.call(login, "GET", "/api/settings", null);
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }
}
