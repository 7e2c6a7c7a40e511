package io.botstatus.server.postgres;

import java.sql.SQLException;

/** The database named by {@code spring.datasource.url} cannot be used. */
public final class UnsuitableDatabaseException extends RuntimeException {

    UnsuitableDatabaseException(String message) {
        super(message);
    }

    UnsuitableDatabaseException(String message, SQLException cause) {
        super(message, cause);
    }
}
