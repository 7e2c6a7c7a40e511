package io.botstatus.server.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.botstatus.database.UnsuitableDatabaseException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Checks the database before anything writes to it. It waits for a database that is away, and refuses a wrong one while that is
 * untouched.
 */
@Component
final class DatabaseCheck implements BeanPostProcessor {

    private static final Logger log = LoggerFactory.getLogger(DatabaseCheck.class);

    private static final int OLDEST = 14;

    private static final String EMBEDDED = "io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver";

    private static final String ACTION =
            "Check SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD; without a"
                    + " URL the server brings its own PostgreSQL. BOTSTATUS_DATABASE_WAIT is how long the server waits for"
                    + " one that is away (2m).";

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(5);

    /** Wrong password, no such user, no such database: waiting does not help. */
    private static final Set<String> WRONG = Set.of("28P01", "28000", "3D000");

    private final Environment environment;

    /**
     * Checks the address before a pool is made for it.
     *
     * @throws UnsuitableDatabaseException if it is none of PostgreSQL, or there is none and the embedded PostgreSQL is left out too
     */
    DatabaseCheck(Environment environment) {
        this.environment = environment;
        String url = environment.getProperty("spring.datasource.url");
        if (!StringUtils.hasText(url) && !ClassUtils.isPresent(EMBEDDED, DatabaseCheck.class.getClassLoader())) {
            throw new UnsuitableDatabaseException(
                    "No database is named, and this server is without the embedded PostgreSQL, as in the container's image.",
                    "Set SPRING_DATASOURCE_URL to an address such as jdbc:postgresql://HOST/DATABASE, and"
                            + " SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.",
                    null);
        }
        if (StringUtils.hasText(url) && !isKnown(url)) {
            // Leaves out the text after the question mark, which may have a password.
            throw new UnsuitableDatabaseException(
                    "The database address '%s' is none of PostgreSQL, the only database that the server works with."
                            .formatted(url.split("\\?", 2)[0]),
                    "Set SPRING_DATASOURCE_URL to an address such as jdbc:postgresql://HOST/DATABASE, or leave it out: without one the server brings its own PostgreSQL.",
                    null);
        }
    }

    /** The server has one driver. */
    private static boolean isKnown(String url) {
        try {
            DriverManager.getDriver(url);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DataSource dataSource) {
            awaitConnection(dataSource);
        }
        return bean;
    }

    private void awaitConnection(DataSource dataSource) {
        Duration patience = environment.getProperty("botstatus.database-wait", Duration.class, Duration.ofMinutes(2));
        WaitLoop wait = new WaitLoop(patience, BETWEEN_WORDS);
        while (true) {
            try (Connection connection = connect(dataSource)) {
                check(connection.getMetaData());
                return;
            } catch (SQLException e) {
                if (WRONG.contains(String.valueOf(e.getSQLState())) || wait.isOver()) {
                    throw new UnsuitableDatabaseException("The database does not answer: " + e.getMessage(), ACTION, e);
                }
                if (wait.isTimeForAWord()) {
                    log.warn(
                            "The database does not answer yet; waiting for it, for up to {} s more. It says: {}",
                            wait.left().toSeconds(),
                            e.getMessage());
                }
                wait.pause(BETWEEN_LOOKS);
            }
        }
    }

    /** Connects without the pool, which would log a stack trace for each attempt while the database is away. */
    private static Connection connect(DataSource dataSource) throws SQLException {
        if (!(dataSource instanceof HikariDataSource pool) || pool.getJdbcUrl() == null || pool.isRunning()) {
            return dataSource.getConnection();
        }
        Properties login = new Properties();
        login.putAll(pool.getDataSourceProperties());
        putIfThere(login, "user", pool.getUsername());
        putIfThere(login, "password", pool.getPassword());
        return DriverManager.getConnection(pool.getJdbcUrl(), login);
    }

    private static void putIfThere(Properties login, String name, @Nullable String value) {
        if (value != null) {
            login.setProperty(name, value);
        }
    }

    private static void check(DatabaseMetaData database) throws SQLException {
        String product = database.getDatabaseProductName();
        if (!product.equals("PostgreSQL") || database.getDatabaseMajorVersion() < OLDEST) {
            throw new UnsuitableDatabaseException(
                    "The database " + database.getURL() + " is " + product + " " + database.getDatabaseProductVersion()
                            + "; needed is PostgreSQL " + OLDEST + " or later.",
                    ACTION,
                    null);
        }
    }
}
