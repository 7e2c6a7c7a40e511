package io.botstatus.server.security.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Matches requests for the documents of the API and their page, which hold no secret. Only the exact spelling is public. */
public final class PublicDocuments implements RequestMatcher {

    private static final Set<String> PATHS = Set.of(
            "/v3/api-docs",
            "/v3/api-docs.yaml",
            "/v3/asyncapi.yaml",
            "/api-docs",
            "/api-docs/swagger-ui-bundle.js",
            "/api-docs/swagger-ui.css");

    @Override
    public boolean matches(HttpServletRequest request) {
        return (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
                && PATHS.contains(request.getRequestURI()
                        .substring(request.getContextPath().length()));
    }
}
