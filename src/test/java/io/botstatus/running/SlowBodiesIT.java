package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.server.security.SlowCaller;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Slow bodies for Camunda's web apps. Other paths are tried in the tests' own JVM, in which several servers live; the web apps know
 * the engine of the last one alone.
 */
@OnRunningServer
class SlowBodiesIT {

    private final RunningServer running;

    SlowBodiesIT(RunningServer running) {
        this.running = running;
    }

    @Test
    void aBodyThatTheWebAppsDoNotReadIsNotWaitedFor() throws IOException {
        try (SlowCaller caller = SlowCaller.connect(running.client().port())
                .call(
                        "POST /camunda/api/admin/setup/default/user/create",
                        "Content-Type: application/json\r\n",
                        60_000)) {
            caller.send("{");

            Duration went = caller.sendsOnUntilTheEnd();

            assertThat(caller.heard()).matches("(?s)HTTP/1\\.1 4\\d\\d.*");
            assertThat(caller.hasEnded()).as("the connection is closed").isTrue();
            assertThat(went).isLessThan(Duration.ofSeconds(5));
        }
    }
}
