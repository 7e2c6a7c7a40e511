package io.botstatus.web;

import io.botstatus.base.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * The name under which a change is made: the caller's. Builders and admins may state another name. For example, a chat platform's
 * server knows which person pressed the button. In a host application without logins there is no caller, and any name is accepted.
 */
public final class Person {

    private static final int MAX_NAME = 200;

    private Person() {}

    public static @Nullable String of(HttpServletRequest request, @Nullable String setBy) {
        Principal caller = request.getUserPrincipal();
        String stated = Text.optional("setBy", setBy, MAX_NAME);
        if (stated == null || caller == null) {
            return stated == null && caller != null ? caller.getName() : stated;
        }
        if (!stated.equals(caller.getName()) && !request.isUserInRole("BUILDER") && !request.isUserInRole("ADMIN")) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN,
                    "setBy is '%s', but you are '%s'. Allowed: your own name, or none; another only with the role builder or admin."
                            .formatted(stated, caller.getName()));
        }
        return stated;
    }
}
