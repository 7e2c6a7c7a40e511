package io.botstatus.server.security.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Many passwords at the same moment. */
class PasswordLoginsTest {

    private static final int CALLS = 40;

    private final PasswordLogins logins = new PasswordLogins(
            new Accounts(
                    new AdminAccount("of the admin", null),
                    new SecurityProperties(
                            Map.of("anna", user("right")), new SecurityProperties.Oidc("roles", Map.of()))),
            new LoginThrottle(Clock.systemUTC()));

    private final ExecutorService callers = Executors.newFixedThreadPool(CALLS);

    @AfterEach
    void end() {
        callers.shutdown();
    }

    private static SecurityProperties.User user(String password) {
        return new SecurityProperties.User(
                "{bcrypt}" + new BCryptPasswordEncoder(4).encode(password), Set.of(Role.AGENT));
    }

    @Test
    void guessesSideBySideAreCountedAsThoseOneAfterTheOther() {
        List<String> outcomes = atOnce(call -> logIn("anna", "guess " + call));

        assertThat(outcomes).filteredOn("wrong"::equals).hasSize(LoginThrottle.OF_ONE);
        assertThat(outcomes).doesNotContain("in");
    }

    @Test
    void aProgramThatComesWithManyCallsAtOnceIsLetInWithAll() {
        assertThat(atOnce(call -> logIn("anna", "right"))).containsOnly("in");
    }

    @Test
    void guessesAtManyNamesKeepNoUserWaiting() {
        CompletableFuture<List<String>> guesses =
                CompletableFuture.supplyAsync(() -> atOnce(call -> logIn("ghost-" + call, "guess")));

        assertThat(logIn("anna", "right")).isEqualTo("in");
        assertThat(guesses.join()).doesNotContain("in");
    }

    private List<String> atOnce(IntFunction<String> call) {
        List<CompletableFuture<String>> calls = IntStream.range(0, CALLS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> call.apply(i), callers))
                .toList();
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private String logIn(String name, String password) {
        try {
            logins.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(name, password));
            return "in";
        } catch (BadCredentialsException e) {
            return "wrong";
        } catch (AuthenticationException e) {
            return "waits";
        }
    }
}
