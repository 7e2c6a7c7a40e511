package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Malformed HTTP at every path is refused, or the connection is closed. It leaves nothing, and the server goes on. */
@ServerTest
class OddHttpTest {

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    private Server server;

    @Autowired
    private SideEffects traces;

    @LocalServerPort
    private int port;

    /** {@code ServerIT} sends the same to Camunda's web apps, because they expect a JVM of their own. */
    static Stream<String> doors() {
        return Stream.of(
                "/api/contacts/odd/bot-status",
                "/api/settings",
                "/engine-rest/message",
                "/webhooks/intercom",
                "/actuator/health",
                "/v3/api-docs",
                "/login",
                "/");
    }

    @ParameterizedTest
    @MethodSource("doors")
    void whatIsHardlyHttpIsRefusedAndLeavesNothing(String door) throws IOException {
        SideEffects.Sight before = traces.now();
        assertThat(new OddHttp(port, Server.login()).unfairAnswersOf(door)).isEmpty();
        assertThat(traces.now().since(before)).isEmpty();
        server.settings();
    }
}
