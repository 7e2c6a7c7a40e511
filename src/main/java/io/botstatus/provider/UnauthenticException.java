package io.botstatus.provider;

/** A delivery that may not come from the platform. Nothing in it was read, and nothing has changed. */
public final class UnauthenticException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnauthenticException(String message) {
        super(message);
    }
}
