package io.botstatus.server.security;

import org.springframework.security.core.AuthenticationException;

/** Whose token it is cannot be found out at the moment, since whoever knows it does not answer. It says nothing about the token. */
final class LoginUnavailableException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    LoginUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
