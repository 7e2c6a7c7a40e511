package io.botstatus.server.security.http;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.ServerErrorException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.connector.Request;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * The body of one request with limits on time, size and number, for every reader: a controller, a filter that reads a parameter, or
 * the valve at the end.
 *
 * <ol>
 *   <li>Bytes that have arrived are read at once.
 *   <li>To wait for others, the body needs a place among the {@link OpenBodies}. A body without a length always needs one, because
 *       nothing tells how much of it has arrived.
 *   <li>Each read compares time and size with the limits of the caller, which are larger once the caller is known.
 * </ol>
 *
 * <p>Used by the thread of its request.
 */
final class LimitedBody implements InputBuffer, AutoCloseable {

    private static final String TOO_MANY =
            "Too many bodies are on their way at once. Nothing of this request has had any effect. Send it again.";

    /** A larger body takes memory for so long that it counts as one that is waited for. */
    private static final long LARGE = 64 * 1024;

    private static final long BETWEEN_LOOKS = Duration.ofMillis(10).toNanos();

    private final Request request;
    private final InputBuffer body;
    private final OpenBodies.Both places;
    private final BodyProperties bounds;
    private final long limit;
    private final boolean countsAtOnce;
    private final long start = System.nanoTime();
    private long read;
    private boolean givenUp;
    private @Nullable OpenBodies taken;

    /**
     * Guards the body of a request.
     *
     * @param limit how many bytes it may have
     */
    LimitedBody(Request request, OpenBodies.Both places, BodyProperties bounds, long limit) {
        this.request = request;
        this.body = request.getCoyoteRequest().getInputBuffer();
        this.places = places;
        this.bounds = bounds;
        this.limit = limit;
        long length = request.getContentLengthLong();
        this.countsAtOnce = length < 0 || length > LARGE;
    }

    /** Installs this guard as the body that the request reads. */
    void begin() {
        request.getCoyoteRequest().setInputBuffer(this);
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        if (request.isFinished()) {
            return body.doRead(handler);
        }
        Duration time = isKnown() ? bounds.time() : bounds.anonymousTime();
        if (elapsed().compareTo(time) > 0) {
            throw refusal(HttpStatus.REQUEST_TIMEOUT, tooSlow(time));
        }
        if (mayHaveToWait() && !takePlace()) {
            throw refusal(HttpStatus.SERVICE_UNAVAILABLE, TOO_MANY);
        }
        int count;
        try {
            count = body.doRead(handler);
        } catch (SocketTimeoutException e) {
            throw refusal(HttpStatus.REQUEST_TIMEOUT, tooSlow(elapsed()));
        }
        read += Math.max(0, count);
        if (read > limit) {
            throw refusal(HttpStatus.PAYLOAD_TOO_LARGE, tooLong(limit));
        }
        return count;
    }

    @Override
    public int available() {
        return body.available();
    }

    private boolean mayHaveToWait() {
        return countsAtOnce || !hasArrived();
    }

    /** Whether there are bytes to read without waiting. */
    boolean hasArrived() {
        org.apache.coyote.Request coyote = request.getCoyoteRequest();
        coyote.action(ActionCode.AVAILABLE, true); // true: checks the network too
        return coyote.getAvailable() > 0;
    }

    /** Takes a place, or keeps its own. A caller who has become known leaves the place of an anonymous one. */
    private boolean takePlace() {
        OpenBodies wanted = isKnown() ? places.known() : places.anonymous();
        if (taken == wanted) {
            return true;
        }
        if (!wanted.take(request.getRemoteAddr())) {
            return false;
        }
        leavePlace();
        taken = wanted;
        return true;
    }

    private void leavePlace() {
        if (taken != null) {
            taken.leave(request.getRemoteAddr());
            taken = null;
        }
    }

    /**
     * Reads an unused body, so that the caller gets the answer: if the connection closes while the body comes, it looks broken.
     *
     * @param patience how long to wait for it; zero: only what has arrived
     * @return whether all of it was read
     */
    boolean skipRest(Duration patience, long bytes) {
        long end = System.nanoTime() + (givenUp ? 0 : patience.toNanos());
        BodyChunk piece = new BodyChunk();
        long skipped = 0;
        try {
            while (!request.isFinished() && skipped <= bytes) {
                boolean arrived = hasArrived();
                if (!arrived && System.nanoTime() >= end) {
                    return false;
                }
                if ((!arrived || request.getContentLengthLong() < 0) && !takePlace()) {
                    return false;
                }
                if (!arrived) {
                    LockSupport.parkNanos(BETWEEN_LOOKS); // a read would wait for longer than the patience
                    continue;
                }
                if (body.doRead(piece) < 0) {
                    return true;
                }
                skipped += piece.getByteBuffer().remaining();
            }
            return request.isFinished();
        } catch (IOException e) {
            return false; // the caller has gone
        }
    }

    private boolean isKnown() {
        return KnownCallerFilter.isKnown(request);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    static String tooLong(long limit) {
        return "The body is too long. Allowed for this call: " + limit + " bytes.";
    }

    private static String tooSlow(Duration time) {
        return "The body did not come within " + Math.max(1, time.toSeconds()) + " seconds.";
    }

    /** The refusal, in the form that the reader of the body can answer. */
    private IOException refusal(HttpStatus status, String detail) {
        givenUp |= status != HttpStatus.PAYLOAD_TOO_LARGE; // a slow caller has had time enough
        if (!isKnown()) {
            return new RefusedBodyException(status, detail);
        }
        if (!request.getServletPath().startsWith("/engine-rest")) {
            throw new ResponseStatusException(status, detail);
        }
        throw status.is4xxClientError()
                ? new ClientErrorException(detail, status.value())
                : new ServerErrorException(detail, status.value());
    }

    /** Gives back its place. The connection serves other requests afterwards. */
    @Override
    public void close() {
        leavePlace();
        request.getCoyoteRequest().setInputBuffer(body);
    }
}
