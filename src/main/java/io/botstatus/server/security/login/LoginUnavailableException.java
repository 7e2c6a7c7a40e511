package io.botstatus.server.security.login;

import org.springframework.security.core.AuthenticationException;

/**
 * The owner of a token cannot be looked up at the moment, since the database or the identity provider does not answer. This says
 * nothing about the token.
 */
public final class LoginUnavailableException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    public LoginUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
