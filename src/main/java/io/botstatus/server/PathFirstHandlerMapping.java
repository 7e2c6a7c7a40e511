package io.botstatus.server;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Compares a call's path with a mapping's path before anything else. Spring compares methods, headers and media types first, for
 * each mapping of the server, which took a seventh of a status read. The result is the same, since a mapping needs all of them.
 */
final class PathFirstHandlerMapping extends RequestMappingHandlerMapping {

    @Override
    protected @Nullable RequestMappingInfo getMatchingMapping(RequestMappingInfo mapping, HttpServletRequest request) {
        PathPatternsRequestCondition paths = mapping.getPathPatternsCondition();
        return paths == null || matches(paths, request) ? super.getMatchingMapping(mapping, request) : null;
    }

    private static boolean matches(PathPatternsRequestCondition paths, HttpServletRequest request) {
        PathContainer path = ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication();
        for (PathPattern pattern : paths.getPatterns()) {
            if (pattern.matches(path)) {
                return true;
            }
        }
        return false;
    }
}
