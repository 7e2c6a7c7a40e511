package io.botstatus.server.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ClientErrorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.ResponseStatusException;

/**
 * Refuses bodies that are longer than their door needs: before they are read if they say their length, else as soon as they are. Nobody
 * fills the memory, whether logged in or not. Webhooks have a limit of their own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class BodyLimit extends OncePerRequestFilter {

    private static final long KB = 1024;
    private static final long MB = 1024 * KB;

    private final String api;
    private final String webhooks;

    BodyLimit(
            @Value("${botstatus.web.path:/api}") String api,
            @Value("${botstatus.webhooks.path:/webhooks}") String webhooks) {
        this.api = api;
        this.webhooks = webhooks;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getServletPath().startsWith(webhooks + "/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long limit = limit(request.getServletPath());
        if (request.getContentLengthLong() > limit) {
            response.setHeader("Connection", "close"); // what comes is not waited for
            Problem.answer(response, HttpStatus.PAYLOAD_TOO_LARGE, detail(limit));
        } else {
            boolean jersey = request.getServletPath().startsWith("/engine-rest");
            chain.doFilter(new Limited(request, limit, jersey ? BodyLimit::forJersey : BodyLimit::forSpring), response);
        }
    }

    private long limit(String path) {
        if (path.equals(api + "/bot-status-changes")) {
            return 32 * MB; // a hundred thousand contact ids
        }
        if (path.startsWith("/engine-rest") || path.startsWith("/camunda/")) {
            return 16 * MB; // a deployment
        }
        return path.startsWith(api + "/") ? 256 * KB : 64 * KB;
    }

    private static RuntimeException forSpring(long limit) {
        return new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE, detail(limit));
    }

    private static RuntimeException forJersey(long limit) {
        return new ClientErrorException(detail(limit), HttpStatus.PAYLOAD_TOO_LARGE.value());
    }

    private static String detail(long limit) {
        return "The body is too long. Allowed for this call: " + limit + " bytes.";
    }

    private static final class Limited extends HttpServletRequestWrapper {

        private final long limit;
        private final LongFunction<RuntimeException> tooLong;

        private Limited(HttpServletRequest request, long limit, LongFunction<RuntimeException> tooLong) {
            super(request);
            this.limit = limit;
            this.tooLong = tooLong;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream(), limit, tooLong);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            String encoding = getCharacterEncoding();
            Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }
    }

    private static final class Counted extends ServletInputStream {

        private final ServletInputStream body;
        private final long limit;
        private final LongFunction<RuntimeException> tooLong;
        private long read;

        private Counted(ServletInputStream body, long limit, LongFunction<RuntimeException> tooLong) {
            this.body = body;
            this.limit = limit;
            this.tooLong = tooLong;
        }

        @Override
        public int read() throws IOException {
            int b = body.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = body.read(bytes, from, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int more) {
            read += more;
            if (read > limit) {
                throw tooLong.apply(limit);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
