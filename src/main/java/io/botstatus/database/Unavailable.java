package io.botstatus.database;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Recognizes transient failures of the database: it is away, has no connection, room or time left, or the transaction lost every
 * retry. The caller may and should retry: nothing of a failed call is known to have been done.
 */
public final class Unavailable {

    /**
     * Classes of SQL states: connection failures, rolled back transactions, out of connections, memory or disk, ended or being
     * started by an operator, input and output errors. A statement that was cancelled for another reason is not among them.
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "58");

    /** Being stopped, crashed, being started; a read-only standby; a lock that is not available. */
    private static final Set<String> PASSING_STATES = Set.of("57P01", "57P02", "57P03", "57014", "25006", "55P03");

    /** After how many seconds a caller may retry. */
    public static final String RETRY_AFTER_SECONDS = "2";

    /** The text for the caller. */
    public static final String DETAIL =
            "The database does not answer at the moment. Nothing of this call is known to have been done: ask again. A bot that gets no permit must not send.";

    private Unavailable() {}

    /** The innermost cause in one line, for the log. */
    public static String inShort(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost).lines().findFirst().orElse("");
    }

    /** Whether a failure is transient, itself or by its cause. */
    public static boolean isCauseOf(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientDataAccessException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof TransactionSystemException
                    || cause instanceof SQLTransientException
                    || (cause instanceof SQLException sql && isPassing(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPassing(@Nullable String state) {
        return state != null
                && (PASSING_STATES.contains(state) || (state.length() == 5 && PASSING.contains(state.substring(0, 2))));
    }
}
