package io.botstatus.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.LongRunning;
import io.botstatus.TestDatabase;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The thread that deletes old rows, and its times. */
class RetentionScheduleTest {

    private static final String OLD =
            "insert into bot_message values ('anna', 'm-1', 'human', now() - interval '31 days')";

    private final String database = TestDatabase.newDatabase();

    @Test
    void aThreadOfThePluginDoesAgainAndAgain() throws InterruptedException {
        Set<Thread> others = threads();
        try (HostApplication host = HostApplication.start(database, "botstatus.retention.every=1s")) {
            for (int times = 0; times < 2; times++) {
                host.sql().sql(OLD).update();
                awaitNone(host);
            }
            assertThat(threads()).hasSizeGreaterThan(others.size());
        }
        assertThat(threads()).isEqualTo(others);
    }

    @LongRunning
    @Test
    void switchedOffNobodyDoes() throws InterruptedException {
        try (HostApplication host =
                HostApplication.start(database, "botstatus.retention.every=1s", "botstatus.retention.enabled=false")) {
            host.sql().sql(OLD).update();

            TimeUnit.SECONDS.sleep(2);

            assertThat(messages(host)).isEqualTo(1);
            assertThat(host.pluginBeans()).contains("botRetention").doesNotContain("botRetentionSchedule");
        }
    }

    @Test
    void aValueThatCannotBeFailsAtTheStartAndIsNamed() {
        assertThatThrownBy(() -> HostApplication.start(database, "botstatus.retention.events=forever"))
                .hasStackTraceContaining("botstatus.retention.events is 'forever'. Allowed: a duration");
    }

    private static void awaitNone(HostApplication host) throws InterruptedException {
        for (int looks = 0; messages(host) > 0; looks++) {
            assertThat(looks).isLessThan(300);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static int messages(HostApplication host) {
        return host.sql()
                .sql("select count(*) from bot_message")
                .query(Integer.class)
                .single();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("bot-status-retention-"))
                .collect(Collectors.toSet());
    }
}
