package io.botstatus.provider;

/** A delivery larger than any platform sends. */
public final class TooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooLargeException(int limit) {
        super("The body has more than " + limit + " bytes, which is all that a webhook may have.");
    }
}
