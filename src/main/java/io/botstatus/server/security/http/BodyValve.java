package io.botstatus.server.security.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ContinueResponseTiming;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Limits time, size and number of all requests' bodies, before any other code reads them.
 *
 * <ol>
 *   <li>A body whose declared length is too large is refused before it is read.
 *   <li>A body that is read before the caller is known is first read as a whole here: webhooks, forms (the login, or a token in a
 *       form), and bodies of public requests. The limits are those of an anonymous caller.
 *   <li>Any other body is read when the call needs it, after the caller was authenticated by the headers.
 *   <li>An unread body is skipped within a second, and after that the connection is closed. Tomcat alone would wait for up to 2 MB,
 *       as long as a byte comes now and then.
 * </ol>
 */
final class BodyValve extends ValveBase {

    private static final Set<String> NEED_NO_BODY = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final long LINGER_BYTES = 1024 * 1024;
    private static final long SMALL = 64 * 1024;

    private final BodyProperties bounds;
    private final OpenBodies.Both places;
    private final BodyLimits limits;

    BodyValve(BodyProperties bounds, OpenBodies.Both places, BodyLimits limits) {
        super(true);
        this.bounds = bounds;
        this.places = places;
        this.limits = limits;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.isFinished()) { // there is no body, or the request is dispatched again
            getNext().invoke(request, response);
            return;
        }
        String path = String.valueOf(request.getServletPath());
        boolean tooLongForAWebhook = limits.isWebhook(path) && request.getContentLengthLong() > limits.of(path);
        boolean first = !tooLongForAWebhook && isReadBeforeTheCallerIsKnown(request, path);
        long limit = first ? limits.ofAnonymous(path) : limits.of(path);
        try (LimitedBody body = new LimitedBody(request, places, bounds, limit)) {
            if (tooLongForAWebhook) {
                getNext().invoke(request, response); // which refuses it unread, and counts it
            } else {
                answer(request, response, body, first, limit);
            }
            if (!request.isAsync()) {
                finish(request, response, body);
            }
        }
    }

    private void answer(Request request, Response response, LimitedBody body, boolean first, long limit)
            throws IOException, ServletException {
        if (request.getContentLengthLong() > limit) {
            refuse(response, HttpStatus.PAYLOAD_TOO_LARGE, LimitedBody.tooLong(limit));
            return;
        }
        if (first) {
            try {
                response.sendAcknowledgement(
                        ContinueResponseTiming.ALWAYS); // for callers that send after a "100 Continue"
                request.getCoyoteRequest().setExpectation(false);
                request.getCoyoteRequest().setInputBuffer(BufferedBody.of(body));
            } catch (RefusedBodyException e) {
                refuse(response, e.status(), e.detail());
                return;
            } catch (IOException e) {
                refuse(response, HttpStatus.BAD_REQUEST, "The body did not come as it was announced.");
                return;
            }
        } else {
            body.begin();
        }
        getNext().invoke(request, response);
    }

    private boolean isReadBeforeTheCallerIsKnown(Request request, String path) {
        String type = request.getContentType();
        return limits.isWebhook(path)
                || NEED_NO_BODY.contains(request.getMethod())
                || (type != null
                        && type.toLowerCase(Locale.ROOT)
                                .strip()
                                .startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE));
    }

    private static void refuse(Response response, HttpStatus status, String detail) throws IOException {
        response.setStatus(status.value());
        response.setHeader("Connection", "close");
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "5");
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        PrintWriter writer = response.getReporter();
        if (writer != null) {
            writer.write(Problem.json(status, detail));
        }
    }

    /** Sends the answer, and leaves no part of the body to Tomcat. */
    private static void finish(Request request, Response response, LimitedBody body) throws IOException {
        if (body.skipRest(Duration.ZERO, SMALL)) {
            return;
        }
        if (!response.isCommitted()) {
            response.setHeader("Connection", "close");
        }
        response.finishResponse();
        body.skipRest(LINGER, LINGER_BYTES);
        if (!request.isFinished()) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }
}
