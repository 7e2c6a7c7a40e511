package io.botstatus.server;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/** Looks at the database before anything writes to it: a wrong one is refused while it is still untouched. */
@Component
final class DatabaseCheck implements BeanPostProcessor {

    private static final int OLDEST = 14;

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DataSource dataSource) {
            check(dataSource);
        }
        return bean;
    }

    private static void check(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            String product = database.getDatabaseProductName();
            if (!product.equals("PostgreSQL") || database.getDatabaseMajorVersion() < OLDEST) {
                throw new UnsuitableDatabaseException("The database " + database.getURL() + " is " + product + " "
                        + database.getDatabaseProductVersion() + "; needed is PostgreSQL " + OLDEST + " or later.");
            }
        } catch (SQLException e) {
            throw new UnsuitableDatabaseException("The database does not answer: " + e.getMessage(), e);
        }
    }
}
