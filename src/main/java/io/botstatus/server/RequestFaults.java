package io.botstatus.server;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.jspecify.annotations.Nullable;

/**
 * Which failures of Camunda's REST API are those of the request. Camunda says 500 for most of them: an id that nobody has, two
 * conditions that exclude each other, a field that is missing.
 *
 * <p>While a process is at work, whatever fails is the model's or the server's, unless the engine says that the caller erred. Before
 * and after it there is nothing but the engine's own code and what the request has handed to it.
 */
final class RequestFaults {

    /** Where the engine runs a process: its steps, what models call, and its jobs. */
    private static final List<String> AT_WORK = List.of(
            "org.camunda.bpm.engine.impl.pvm.runtime.operation.",
            "org.camunda.bpm.engine.impl.bpmn.delegate.",
            "org.camunda.bpm.engine.impl.task.delegate.",
            "org.camunda.bpm.engine.impl.persistence.entity.JobEntity.execute");

    /** The one call that keeps to itself what has happened, but for its message. */
    private static final String JOB = "org.camunda.bpm.engine.rest.sub.runtime.impl.JobResourceImpl.executeJob";

    private static final Pattern NO_JOB = Pattern.compile("No job found with id '[^']*'");

    /** The engine's code for a variable that is set once as transient and once not. */
    private static final String TRANSIENT_AND_NOT = "ENGINE-17006";

    /** What PostgreSQL says of a null character, and of a text that is longer than its column. */
    private static final Set<String> UNFIT_TEXT = Set.of("22021", "22001");

    /** What it says of a combination of conditions for which the engine puts together no SQL. */
    private static final String SYNTAX = "42601";

    private static final String UNFIT =
            "The request lacks something that this call needs, or has a value that does not fit it.";

    private RequestFaults() {}

    /** Whether the request alone is to blame. */
    static boolean isCauseOf(Throwable failure) {
        Deque<Throwable> chain = chain(failure);
        for (Throwable cause : chain) {
            if (cause instanceof BadUserRequestException || isTransientAndNot(cause)) {
                return true;
            }
            if (cause instanceof Error || (cause instanceof SQLException refused && !isOfValues(refused))) {
                return false;
            }
        }
        // Java leaves the stack out of what is thrown very often; then nobody knows.
        return chain.getLast().getStackTrace().length > 0 && chain.stream().noneMatch(RequestFaults::isFromWork);
    }

    /** What to tell the caller; null if Camunda's own words will do. */
    static @Nullable String detail(Throwable failure) {
        Deque<Throwable> chain = chain(failure);
        for (Throwable cause : chain) {
            if (cause instanceof BadUserRequestException) {
                return null;
            }
            if (isTransientAndNot(cause)) {
                return "A variable of the request is transient, and the process sets it itself: " + cause.getMessage();
            }
        }
        Throwable first = chain.getLast();
        if (first instanceof SQLException refused) {
            return detail(String.valueOf(refused.getSQLState()));
        }
        // Others tell of the inside.
        boolean isMeantToBeRead = first instanceof ProcessEngineException
                || first instanceof DmnEngineException
                || first instanceof RestException;
        return isMeantToBeRead ? null : UNFIT;
    }

    private static String detail(String sqlState) {
        if (UNFIT_TEXT.contains(sqlState)) {
            return "A text of the request has a null character (U+0000), or is too long to be stored.";
        }
        return SYNTAX.equals(sqlState) ? "The engine cannot ask for this combination of conditions." : UNFIT;
    }

    private static boolean isTransientAndNot(Throwable cause) {
        return String.valueOf(cause.getMessage()).startsWith(TRANSIENT_AND_NOT);
    }

    private static boolean isFromWork(Throwable cause) {
        return Stream.of(cause.getStackTrace())
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .anyMatch(frame -> AT_WORK.stream().anyMatch(frame::startsWith)
                        || (frame.equals(JOB)
                                && !NO_JOB.matcher(String.valueOf(cause.getMessage()))
                                        .find()));
    }

    /** Data that PostgreSQL cannot take, rows that are there already or are not there, conditions that cannot be asked for. */
    private static boolean isOfValues(SQLException refused) {
        String state = String.valueOf(refused.getSQLState());
        return state.startsWith("22") || state.startsWith("23") || SYNTAX.equals(state);
    }

    private static Deque<Throwable> chain(Throwable failure) {
        Deque<Throwable> chain = new ArrayDeque<>();
        for (Throwable cause = failure; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }
}
