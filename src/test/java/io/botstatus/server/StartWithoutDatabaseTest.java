package io.botstatus.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botstatus.TcpProxy;
import io.botstatus.TestDatabase;
import io.botstatus.database.UnsuitableDatabaseException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The server starts while its database is away. */
@ExtendWith(OutputCaptureExtension.class)
class StartWithoutDatabaseTest {

    private final TcpProxy line = new TcpProxy(TestDatabase.port());
    private final String database =
            TestDatabase.newDatabase().replace(":" + TestDatabase.port() + "/", ":" + line.port() + "/");

    @AfterEach
    void closeTheLine() {
        line.close();
    }

    @Test
    void itWaitsAndSaysSoAndStartsWhenTheDatabaseComes(CapturedOutput log) {
        line.cut();
        CompletableFuture<ConfigurableApplicationContext> start = CompletableFuture.supplyAsync(() -> start("1m"));
        await().atMost(Duration.ofSeconds(30)).until(() -> log.getOut().contains("waiting for it, for up to 5"));
        line.restore();

        try (ConfigurableApplicationContext server = start.join()) {
            assertThat(server.getBean(ProcessEngine.class).getName()).isNotBlank();
        }
        assertThat(log.getOut()).doesNotContain("Exception during pool initialization");
    }

    @Test
    void itGivesUpAfterAWhileAndSaysWhatIsWrong() {
        line.cut();

        assertThatThrownBy(() -> start("2s")).rootCause().hasMessageContaining("refused");
        assertThatThrownBy(() -> start("0s"))
                .hasRootCauseInstanceOf(ConnectException.class)
                .satisfies(failure -> assertThat(refusal(failure)).satisfies(refused -> {
                    assertThat(refused).hasMessageStartingWith("The database does not answer");
                    assertThat(refused.action()).contains("BOTSTATUS_DATABASE_WAIT");
                }));
    }

    @Test
    void itDoesNotWaitForADatabaseThatSaysNo() {
        long began = System.nanoTime();

        assertThatThrownBy(() -> start("1m", database + "_that_is_not_there")).hasMessageContaining("does not exist");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(40));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:bots?password=hunter2", "postgresql://localhost/bots"})
    void itKnowsOnlyPostgresql(String url, CapturedOutput log) {
        assertThatThrownBy(() -> start("1m", url)).hasRootCauseInstanceOf(UnsuitableDatabaseException.class);

        assertThat(log.getOut())
                .contains("APPLICATION FAILED TO START", url.split("\\?", 2)[0] + "' is none of PostgreSQL")
                .contains("Set SPRING_DATASOURCE_URL to an address such as jdbc:postgresql://HOST/DATABASE")
                .doesNotContain("hunter2", "\tat ");
    }

    private static UnsuitableDatabaseException refusal(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof UnsuitableDatabaseException)) {
            cause = requireNonNull(cause.getCause());
        }
        return (UnsuitableDatabaseException) cause;
    }

    private ConfigurableApplicationContext start(String wait) {
        return start(wait, database);
    }

    private static ConfigurableApplicationContext start(String wait, String url) {
        String[] arguments = {
            "--spring.datasource.url=" + url,
            "--spring.datasource.username=postgres",
            "--botstatus.database-wait=" + wait,
            "--botstatus.admin-password=secret",
            "--camunda.bpm.generate-unique-process-engine-name=true",
            "--camunda.bpm.job-execution.enabled=false",
            "--server.port=0"
        };
        return new SpringApplicationBuilder(BotStatusServer.class).run(arguments);
    }
}
