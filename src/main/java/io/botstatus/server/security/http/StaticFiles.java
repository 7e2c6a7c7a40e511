package io.botstatus.server.security.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Matches requests for the files below {@code static/}, which hold no data and need no login.
 *
 * <p>The list is read once, and the request must spell the path exactly so. There is no pattern and no decoding that an attacker
 * could use.
 */
public final class StaticFiles implements RequestMatcher {

    private static final String ROOT = "/static/";
    private final Set<String> paths;

    public StaticFiles() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath*:static/**/*.*");
            this.paths = Arrays.stream(files).map(StaticFiles::path).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        return (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
                && paths.contains(request.getRequestURI()
                        .substring(request.getContextPath().length()));
    }

    private static String path(Resource file) {
        try {
            String url = file.getURL().getPath();
            return url.substring(url.lastIndexOf(ROOT) + ROOT.length() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
