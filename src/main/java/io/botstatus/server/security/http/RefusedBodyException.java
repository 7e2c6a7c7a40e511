package io.botstatus.server.security.http;

import java.io.IOException;
import org.springframework.http.HttpStatus;

/** An anonymous caller's body that is too long, too slow, or one too many. */
final class RefusedBodyException extends IOException {

    private final HttpStatus status;
    private final String detail;

    RefusedBodyException(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
        this.detail = detail;
    }

    HttpStatus status() {
        return status;
    }

    String detail() {
        return detail;
    }
}
