package io.botstatus.server.security.login;

import org.springframework.security.core.AuthenticationException;

/** Whose token it is cannot be found out at the moment, since whoever knows it does not answer. It says nothing about the token. */
public final class LoginUnavailableException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    public LoginUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
