package io.botstatus.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.botstatus.server.security.Guests.Reply;
import io.botstatus.server.security.login.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code /api/api-keys}: what a program shows, made once, never kept, and ended at once. */
@GuardedServerTest
class ApiKeyTest {

    @Autowired
    Guests guests;

    @Autowired
    JdbcClient sql;

    private String name = "";

    @BeforeEach
    void newName() {
        name = guests.newContact() + "-key";
    }

    @AfterEach
    void time() {
        ClockUtil.reset();
    }

    @Test
    void opensWhatItsRoleOpensInItsOwnName() {
        JsonNode made = make("agent");
        String contact = guests.newContact();

        Reply changed = guests.call(bearer(made), "PUT", "/api/contacts/" + contact + "/bot-status", """
                {"status": "inactive"}""");

        assertThat(changed.json().at("/holds/0/setBy").asText()).isEqualTo(name);
        assertThat(guests.call(bearer(made), "GET", "/api/api-keys", null).code())
                .isEqualTo(403);
    }

    /** Else the history would name the user, and the engine take the program for him. */
    @ParameterizedTest
    @EnumSource(names = {"ADMIN", "AGENT"})
    void neverHasTheNameOfAUser(Role role) {
        String user = Guests.name(role);
        Reply refused = guests.call(Guests.admin(), "POST", "/api/api-keys", """
                {"name": "%s", "roles": ["builder"]}""".formatted(user));
        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.json().path("detail").asText())
                .isEqualTo("name is '" + user + "'. Allowed: a name that no user has.");

        JsonNode made = make("builder");
        sql.sql("update bot_api_key set name = :user where name = :name")
                .param("user", user)
                .param("name", name)
                .update();
        assertThat(guests.call(bearer(made), "GET", "/api/settings", null).code())
                .isEqualTo(401);
        sql.sql("delete from bot_api_key where name = :user")
                .param("user", user)
                .update();
    }

    @Test
    void isShownOnceAndKeptNowhere() {
        JsonNode made = make("bot");

        String secret = made.path("key").asText().split("_", 3)[2];
        assertThat(guests.call(Guests.admin(), "GET", "/api/api-keys", null).body())
                .contains(made.path("id").asText(), name)
                .doesNotContain(secret);
        assertThat(sql.sql("select row_to_json(k)::text from bot_api_key k where name = :name")
                        .param("name", name)
                        .query(String.class)
                        .single())
                .doesNotContain(secret);
    }

    @Test
    void tellsWhenItWasLastUsedToTheMinute() {
        JsonNode made = make("agent");
        assertThat(known().path("lastUsedAt").isNull()).isTrue();

        Instant first = Instant.parse("2031-03-04T05:06:07Z");
        use(made, first);
        use(made, first.plusSeconds(59));
        assertThat(known().path("lastUsedAt").asText()).isEqualTo(first.toString());

        use(made, first.plusSeconds(61));
        assertThat(known().path("lastUsedAt").asText()).isEqualTo("2031-03-04T05:07:08Z");
    }

    @Test
    void opensNothingOnceItIsRevokedAndSaysWhoDidIt() {
        JsonNode made = make("agent");
        String path = "/api/api-keys/" + made.path("id").asText();

        JsonNode revoked = guests.call(Guests.admin(), "DELETE", path, null).json();
        assertThat(revoked.path("revokedBy").asText()).isEqualTo("admin");
        assertThat(guests.call(Guests.admin(), "DELETE", path, null).json())
                .as("again changes nothing")
                .isEqualTo(revoked);

        Reply refused = guests.call(bearer(made), "GET", "/api/settings", null);
        assertThat(refused.code()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).contains("invalid_token");
        assertThat(make("agent").path("id")).as("its name is free again").isNotEqualTo(made.path("id"));
    }

    @Test
    void opensNothingAfterItsTime() {
        JsonNode made = guests.call(Guests.admin(), "POST", "/api/api-keys", """
                {"name": "%s", "roles": ["agent"], "expiresAfter": "P30D"}""".formatted(name))
                .json();

        assertThat(guests.call(bearer(made), "GET", "/api/settings", null).code())
                .isEqualTo(200);
        ClockUtil.setCurrentTime(
                Date.from(Instant.now().plus(Duration.ofDays(30).plusSeconds(1))));
        assertThat(guests.call(bearer(made), "GET", "/api/settings", null).code())
                .isEqualTo(401);
    }

    @Test
    void opensNothingWithAnotherSecretOrId() {
        String key = make("agent").path("key").asText();
        String other = make(guests.newContact(), "agent").path("key").asText();

        for (String wrong : new String[] {
            key.substring(0, key.length() - 1) + (key.endsWith("A") ? "B" : "A"),
            other.substring(0, 17) + key.substring(17),
            "bsk_",
            "bsk_" + key,
            "bsk__"
        }) {
            assertThat(guests.call("Bearer " + wrong, "GET", "/api/settings", null)
                            .code())
                    .as(wrong)
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"roles": ["bot"]}                                               | name
            {"name": "", "roles": ["bot"]}                                   | name
            {"name": "a"}                                                    | roles
            {"name": "a", "roles": []}                                       | roles
            {"name": "a", "roles": [null]}                                   | roles
            {"name": "a", "roles": ["boss"]}                                 | roles is 'boss'
            {"name": "a", "roles": ["bot"], "expiresAfter": "-P1D"}          | expiresAfter
            {"name": "a", "roles": ["bot"], "expiresAfter": "soon"}          | expiresAfter
            {"name": "a", "roles": ["bot"], "expires": "P1D"}                | expires
            {"name": "a", "roles": "bot"}                                    | roles
            """)
    void saysWhatIsWrong(String body, String named) {
        Reply refused = guests.call(Guests.admin(), "POST", "/api/api-keys", body);

        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.json().path("detail").asText()).contains(named);
    }

    @Test
    void hasANameOfItsOwn() {
        make("bot");

        Reply refused = guests.call(Guests.admin(), "POST", "/api/api-keys", """
                {"name": "%s", "roles": ["bot"]}""".formatted(name));

        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.json().path("detail").asText()).contains("name is '" + name + "'");
    }

    @Test
    void isNotFoundByAnIdThatNobodyHas() {
        assertThat(guests.call(Guests.admin(), "DELETE", "/api/api-keys/none", null)
                        .code())
                .isEqualTo(404);
    }

    private JsonNode make(String role) {
        return make(name, role);
    }

    private JsonNode make(String name, String role) {
        Reply made = guests.call(Guests.admin(), "POST", "/api/api-keys", """
                {"name": "%s", "roles": ["%s"]}""".formatted(name, role));
        assertThat(made.code()).as(made.body()).isEqualTo(201);
        assertThat(made.header("Cache-Control")).contains("no-store");
        return made.json();
    }

    private void use(JsonNode made, Instant now) {
        ClockUtil.setCurrentTime(Date.from(now));
        assertThat(guests.call(bearer(made), "GET", "/api/settings", null).code())
                .isEqualTo(200);
    }

    private JsonNode known() {
        for (JsonNode key :
                guests.call(Guests.admin(), "GET", "/api/api-keys", null).json()) {
            if (key.path("name").asText().equals(name)) {
                return key;
            }
        }
        throw new AssertionError("no key " + name);
    }

    private static String bearer(JsonNode made) {
        return "Bearer " + made.path("key").asText();
    }
}
