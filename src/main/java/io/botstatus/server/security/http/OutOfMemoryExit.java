package io.botstatus.server.security.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process when a request or an unguarded thread is out of memory, with the exit code that the JVM itself uses.
 *
 * <p>After such an error any thread may be gone, and locks may be held for ever, so only a restart helps.
 * {@code -XX:+ExitOnOutOfMemoryError} does the same for every thread, also for those of jobs. This class is for servers that were
 * started without it. Web frameworks treat the error as a failed request.
 */
public final class OutOfMemoryExit extends ValveBase {

    private static final int EXIT_CODE = 3;

    public OutOfMemoryExit() {
        super(true);
    }

    /** Also ends the process when a thread ends by such an error. */
    public static void watchThreads() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            endIfOutOfMemory(failure);
            if (before != null) {
                before.uncaughtException(thread, failure);
            } else {
                System.err.print("Exception in thread \"" + thread.getName() + "\" ");
                failure.printStackTrace();
            }
        });
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        try {
            getNext().invoke(request, response);
        } catch (OutOfMemoryError e) {
            end();
        }
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            endIfOutOfMemory(failure);
        }
    }

    private static void endIfOutOfMemory(@Nullable Throwable failure) {
        int causes = 0;
        for (Throwable cause = failure; cause != null && causes++ < 50; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                end();
            }
        }
    }

    private static void end() {
        // No logger and no graceful shutdown: both need memory.
        System.err.println("Out of memory. The server ends, to be started again.");
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
