package io.botstatus.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** A planted bug that the checker has to find: of two changes at the same time, one is told the error of the other. */
@Configuration(proxyBeanMethods = false)
class PlantedSwap {

    @Bean
    static FilterRegistrationBean<Filter> swappedErrors() {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(new Swap());
        filter.setOrder(Ordered.LOWEST_PRECEDENCE); // after the login
        return filter;
    }

    private static final class Swap extends OncePerRequestFilter {

        private static final int MOST_MILLIS = 500;

        /** Errors that wait for somebody else's answer. */
        private final ConcurrentLinkedQueue<Offer> errors = new ConcurrentLinkedQueue<>();

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return !request.getMethod().equals("PUT")
                    || !request.getRequestURI().startsWith("/api/contacts/");
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            ContentCachingResponseWrapper own = new ContentCachingResponseWrapper(response);
            chain.doFilter(request, own);
            Told told = new Told(own.getStatus(), own.getContentType(), new String(own.getContentAsByteArray(), UTF_8));
            if (told.status() == HttpServletResponse.SC_PRECONDITION_FAILED) {
                Offer offer = new Offer(told, new CompletableFuture<>());
                errors.add(offer);
                told = offer.others
                        .completeOnTimeout(told, MOST_MILLIS, TimeUnit.MILLISECONDS)
                        .join();
            } else if (told.status() == HttpServletResponse.SC_OK) {
                Offer offer = errors.poll();
                if (offer != null && offer.others.complete(told)) {
                    told = offer.error;
                }
            }
            response.setStatus(told.status());
            response.setContentType(told.type());
            response.getOutputStream().write(told.body().getBytes(UTF_8));
        }
    }

    private record Offer(Told error, CompletableFuture<Told> others) {}

    private record Told(int status, String type, String body) {}
}
