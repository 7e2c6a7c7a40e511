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
 * Tells failures that pass by themselves from those that do not: the database is away, has no connection, no room or no time left, or
 * let others pass first as often as it was tried. Whoever asked may ask again, and should: nothing of what failed is known to have
 * been done.
 */
public final class Unavailable {

    /**
     * Classes of SQL states: connection failures, transactions that were rolled back, out of connections, memory or disk, ended or
     * being started by an operator, input and output errors. Not among them: a statement that was cancelled for another reason.
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "58");

    /** Being stopped, crashed, being started; a standby, which takes no changes until it is promoted; a lock not to be had. */
    private static final Set<String> PASSING_STATES = Set.of("57P01", "57P02", "57P03", "57014", "25006", "55P03");

    /** After how many seconds it may be worth asking again. */
    public static final String RETRY_AFTER_SECONDS = "2";

    /** What the caller is told. */
    public static final String DETAIL =
            "The database does not answer at the moment. Nothing of this call is known to have been done: ask again. A bot that gets no permit must not send.";

    private Unavailable() {}

    /** The innermost reason in one line, for the log. */
    public static String inShort(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost).lines().findFirst().orElse("");
    }

    /** Whether a failure is of this kind, itself or by what has caused it. */
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
