package io.botstatus.server;

import io.botstatus.base.InvalidValueException;
import io.botstatus.server.postgres.DataFolderInUseException;
import io.botstatus.server.postgres.EmbeddedDatabaseException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Explains a failed start in two sentences, in place of a stack trace. */
public final class StartFailures implements FailureAnalyzer {

    /** The SQL state of a missing privilege. */
    private static final String NOT_ALLOWED = "42501";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String action = action(cause);
            if (action != null) {
                return new FailureAnalysis(String.valueOf(cause.getMessage()), action, cause);
            }
        }
        return null;
    }

    private static @Nullable String action(Throwable cause) {
        if (cause instanceof DataFolderInUseException) {
            return "Stop that server, or give this one a folder of its own: BOTSTATUS_DATA_DIR (botstatus.data-dir).";
        }
        if (cause instanceof EmbeddedDatabaseException) {
            return "Put right what it says above, or name a PostgreSQL of your own: SPRING_DATASOURCE_URL. Nothing was"
                    + " deleted.";
        }
        if (cause instanceof SQLException sql && NOT_ALLOWED.equals(sql.getSQLState())) {
            return "Grant the database user what it lacks, or let it own the schema and all its tables.";
        }
        if (cause instanceof InvalidValueException) {
            return "Set this property to what is allowed, in application.yaml or as an environment variable.";
        }
        return null;
    }
}
