package io.botstatus.server.security.login;

import java.time.Duration;
import org.springframework.security.authentication.AccountStatusException;

/** Too many wrong passwords lately; of the kind after which nobody else is asked. */
public final class TooManyLoginsException extends AccountStatusException {

    private final long seconds;

    TooManyLoginsException(Duration wait) {
        super("Too many wrong passwords");
        this.seconds = Math.max(1, wait.toSeconds() + 1);
    }

    /** After how many seconds the next password is looked at. */
    public long seconds() {
        return seconds;
    }
}
