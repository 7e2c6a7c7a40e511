package io.botstatus.provider;

import java.time.Duration;

/** A delivery whose body does not come to its end. */
public final class TooSlowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooSlowException(Duration patience) {
        super("The body did not come within " + patience.toSeconds() + " seconds.");
    }
}
