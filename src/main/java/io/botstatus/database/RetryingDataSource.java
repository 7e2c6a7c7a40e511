package io.botstatus.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A data source for migrations. They may take longer than the usual socket timeout of a connection. */
final class RetryingDataSource extends DelegatingDataSource {

    private static final int NO_LIMIT = 0;

    RetryingDataSource(DataSource dataSource) {
        super(dataSource);
    }

    /** The pool restores a connection's usual timeout when it comes back. */
    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        connection.setNetworkTimeout(Runnable::run, NO_LIMIT);
        return connection;
    }
}
