package io.botstatus.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** For migrations, which take as long as they take, however soon a connection otherwise counts as gone. */
final class RetryingDataSource extends DelegatingDataSource {

    private static final int NO_LIMIT = 0;

    RetryingDataSource(DataSource dataSource) {
        super(dataSource);
    }

    /** A pool gives a connection its usual limit again when it comes back. */
    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        connection.setNetworkTimeout(Runnable::run, NO_LIMIT);
        return connection;
    }
}
