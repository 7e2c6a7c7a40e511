package io.botstatus.web;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.botstatus.LongRunning;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/** The consistency check may take longer than other work, but keeps no connection that the network has lost. */
@LongRunning
@ServerTest
@ContextConfiguration(initializers = DatabaseAwayTest.BehindAProxy.class)
@TestPropertySource(
        properties = {
            "spring.datasource.hikari.data-source-properties.socketTimeout=5", // a third of the server's own
            "botstatus.health.interval=1s"
        })
@DirtiesContext // the next test's database has no proxy before it
class ForgottenLineTest {

    @Autowired
    DataSource pool;

    @Test
    void aLineThatIsForgottenInTheMidstOfALookIsGivenUp() throws SQLException {
        HikariPoolMXBean connections = ((HikariDataSource) pool).getHikariPoolMXBean();
        try (Connection somebody = DriverManager.getConnection(DatabaseAwayTest.PAST_THE_LINE, "postgres", "")) {
            somebody.setAutoCommit(false);
            somebody.createStatement().execute("lock table bot_cohort in access exclusive mode");
            await("a look that waits").atMost(Duration.ofSeconds(30)).until(() -> isAtWork(somebody));
            DatabaseAwayTest.LINE.silence();
        }
        await("no connection in use")
                .atMost(Duration.ofSeconds(30))
                .until(() -> connections.getActiveConnections() == 0);
    }

    @AfterEach
    void restore() {
        DatabaseAwayTest.LINE.restore();
    }

    private static boolean isAtWork(Connection somebody) throws SQLException {
        try (var waiting = somebody.createStatement()
                .executeQuery("select 1 from pg_locks where relation = 'bot_cohort'::regclass and not granted")) {
            return waiting.next();
        }
    }
}
