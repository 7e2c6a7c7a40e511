package io.botstatus.web.contact;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.LogFields;
import io.botstatus.status.ContactId;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Adds the contact's id to all log lines of a call about that contact. The id belongs to the request, not to its handler, because
 * the container logs uncaught exceptions after the handler.
 */
final class ContactLogContext implements AsyncHandlerInterceptor, ServletRequestListener {

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

    /** A stream of events goes on without a thread. */
    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        MDC.remove(LogFields.CONTACT_ID);
    }

    /** The end of a stream's first dispatch is not the end of the request for a listener. */
    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception e) {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            MDC.remove(LogFields.CONTACT_ID);
        }
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        MDC.remove(LogFields.CONTACT_ID);
    }
}
