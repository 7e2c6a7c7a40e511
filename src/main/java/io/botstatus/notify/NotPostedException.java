package io.botstatus.notify;

/** A target has not taken a status change: the engine tries again later, and shows this text in the incident when it gives up. */
final class NotPostedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotPostedException(String message) {
        super(message);
    }
}
