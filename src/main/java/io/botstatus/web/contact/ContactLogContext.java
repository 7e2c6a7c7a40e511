package io.botstatus.web.contact;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.LogFields;
import io.botstatus.status.ContactId;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Adds the contact's id to all log lines of a call about that contact.
 *
 * <ol>
 *   <li>As an interceptor, it adds the id.
 *   <li>As the first filter, it removes the id after each dispatch of a call, also where a stream of events goes on without a thread.
 *   <li>If a dispatch fails, the id stays: the container logs the failure after all filters, and dispatches to an error page. The
 *       end of that dispatch removes it, or else the next call of the thread.
 * </ol>
 *
 * <p>A listener for requests would do this too, but with one, Tomcat makes an event for each attribute of each request.
 */
final class ContactLogContext implements HandlerInterceptor, Filter {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables) {
            put(variables.get("contactId"));
        }
        return true;
    }

    private static void put(@Nullable Object contactId) {
        try {
            MDC.put(LogFields.CONTACT_ID, ContactId.of(contactId).value());
        } catch (InvalidValueException e) {
            // An invalid id does not belong in a log. The answer says what is wrong with it.
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() != DispatcherType.ERROR) {
            MDC.remove(LogFields.CONTACT_ID);
        }
        chain.doFilter(request, response);
        MDC.remove(LogFields.CONTACT_ID);
    }
}
