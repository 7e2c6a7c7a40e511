package io.botstatus.server.security.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.server.security.GuardedServerTest;
import io.botstatus.server.security.login.EndedLogins.Ended;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Logins that a logout has ended: known on every node, and few rows however often a user logs out. */
@GuardedServerTest
class EndedLoginsTest {

    @Autowired
    EndedLogins ended;

    @Autowired
    JdbcClient sql;

    private final String name = "person-" + UUID.randomUUID();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @AfterEach
    void time() {
        ClockUtil.reset();
    }

    @Test
    void endOneLoginOfOneUserAndNoOther() {
        Login one = login(0);
        Login other = login(0);

        ended.end(name, one);
        ended.end(name, one);

        assertThat(ended.contains(name, one)).isTrue();
        assertThat(ended.contains(name, other)).isFalse();
        assertThat(ended.contains("another-" + name, one)).isFalse();
        assertThat(ended.among(List.of(new Ended(name, one), new Ended(name, other), new Ended("another", one))))
                .isEqualTo(Set.of(new Ended(name, one)));
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void areFewHoweverOftenAUserLogsOut() {
        List<Login> all = IntStream.range(0, 3 * EndedLogins.MOST_OF_A_NAME)
                .mapToObj(this::login)
                .toList();
        Login later = login(4 * EndedLogins.MOST_OF_A_NAME);

        all.forEach(login -> ended.end(name, login));

        assertThat(rows()).isBetween(1, EndedLogins.MOST_OF_A_NAME + 1);
        assertThat(all).allMatch(login -> ended.contains(name, login));
        List<Ended> asked = all.stream().map(login -> new Ended(name, login)).toList();
        assertThat(ended.among(asked)).containsExactlyInAnyOrderElementsOf(asked);
        assertThat(ended.contains(name, later)).as("a later login counts").isFalse();
        assertThat(ended.among(List.of(new Ended(name, later)))).isEmpty();
    }

    @Test
    void areForgottenWhenNothingIsLeftThatTheyCouldEnd() {
        ended.end(name, login(0));

        ClockUtil.setCurrentTime(Date.from(now.plus(Duration.ofHours(25))));
        ended.end("another-" + name, login(0));

        assertThat(rows()).isZero();
    }

    private Login login(int seconds) {
        return new Login(
                UUID.randomUUID().toString(), now.plus(Login.REMEMBERED).plusSeconds(seconds));
    }

    private int rows() {
        return sql.sql("select count(*) from bot_ended_login where name = :name")
                .param("name", name)
                .query(Integer.class)
                .single();
    }
}
