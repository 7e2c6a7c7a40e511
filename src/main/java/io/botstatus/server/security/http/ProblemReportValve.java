package io.botstatus.server.security.http;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Answers requests that Tomcat refuses before any application sees them, for example for a null byte in the path. The answer is a
 * problem detail instead of Tomcat's HTML page.
 */
final class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return; // the application has answered
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding("UTF-8");
            PrintWriter writer = response.getReporter();
            if (writer != null) {
                writer.write(Problem.json(status, detail(status, response.getMessage())));
                response.finishResponse();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String detail(HttpStatus status, @Nullable String message) {
        return status == HttpStatus.BAD_REQUEST
                ? "The request is not valid HTTP, or its path holds what no path may hold, such as an encoded null (%00) or"
                        + " letters that are not UTF-8" + (message == null ? "." : ": " + message + ".")
                : status.getReasonPhrase() + ".";
    }
}
