package io.botstatus.server.security.login;

import io.botstatus.database.Unavailable;
import io.botstatus.server.security.http.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers with 503 if a session, a remembered login or a logout needs the database and the database does not answer. */
public final class UnknownLogins extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (LoginUnavailableException e) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Unavailable.RETRY_AFTER_SECONDS);
            Problem.answer(response, HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }
}
