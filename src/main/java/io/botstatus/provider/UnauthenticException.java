package io.botstatus.provider;

/** A delivery of which it is not sure that the platform has sent it. Nothing in it was read, and nothing has changed. */
public final class UnauthenticException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnauthenticException(String message) {
        super(message);
    }
}
