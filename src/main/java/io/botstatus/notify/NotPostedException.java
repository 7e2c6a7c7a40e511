package io.botstatus.notify;

/**
 * A target has not accepted a status change. The engine retries later, and shows this text in the incident after the last retry.
 */
final class NotPostedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotPostedException(String message) {
        super(message);
    }
}
