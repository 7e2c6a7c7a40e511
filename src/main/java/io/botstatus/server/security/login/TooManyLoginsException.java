package io.botstatus.server.security.login;

import java.time.Duration;
import org.springframework.security.authentication.AccountStatusException;

/** Too many wrong passwords lately. The type of this exception keeps other providers from being asked. */
public final class TooManyLoginsException extends AccountStatusException {

    private final long seconds;

    TooManyLoginsException(Duration wait) {
        super("Too many wrong passwords");
        this.seconds = Math.max(1, wait.toSeconds() + 1);
    }

    /** After how many seconds the next password is compared. */
    public long seconds() {
        return seconds;
    }
}
