package io.botstatus.base;

import java.net.URI;
import java.util.Locale;
import java.util.stream.Stream;

/** What is wrong with a call, as the {@code type} of an RFC 9457 problem. Clients compare these words, so they do not change. */
public enum ProblemType {
    /** A field, parameter or header has a value that is not allowed. */
    INVALID_VALUE(400),
    /** The body is no JSON object of the kind that the call takes. */
    UNREADABLE_BODY(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    /** The reply was never granted. */
    UNKNOWN_REPLY(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    BODY_TOO_SLOW(408),
    /** The mode is off. */
    BOT_OFF(409),
    /** The message cannot be the reply's. */
    CLAIM_REFUSED(409),
    NAME_IN_USE(409),
    EPOCH_CHANGED(412),
    BODY_TOO_LARGE(413),
    NOT_JSON(415),
    /** Too many streams, or too many wrong passwords. */
    TOO_MANY(429),
    /** The same call may succeed a little later. */
    UNAVAILABLE(503),
    /** A bundled model is not deployed. */
    NOT_DEPLOYED(503);

    private static final String PREFIX = "urn:problem-type:bot-status:";

    private static final URI BLANK = URI.create("about:blank");

    private final int status;
    private final URI uri;

    ProblemType(int status) {
        this.status = status;
        this.uri = URI.create(PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** The {@code type} of the problem. */
    public URI uri() {
        return uri;
    }

    /** The {@code type} where only the status is known: the first of that status, or {@code about:blank} for another status. */
    public static URI of(int status) {
        return Stream.of(values())
                .filter(type -> type.status == status)
                .findFirst()
                .map(ProblemType::uri)
                .orElse(BLANK);
    }
}
