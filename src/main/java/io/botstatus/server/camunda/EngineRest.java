package io.botstatus.server.camunda;

import io.botstatus.base.InvalidValueException;
import io.botstatus.database.Unavailable;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.rest.exception.ExceptionHandler;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.camunda.bpm.engine.rest.exception.ProcessEngineExceptionHandler;
import org.camunda.bpm.engine.rest.exception.RestExceptionHandler;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.springframework.stereotype.Component;

/**
 * Camunda's REST API. It answers as Camunda does, with four additions:
 *
 * <ol>
 *   <li>Every call that the plugin refuses for a value gets 400. Camunda alone answers 500 when a start or a completed task leads
 *       to the refusal.
 *   <li>While the database is away, the answer is 503 with {@code Retry-After}.
 *   <li>A list without a requested size has at most {@link ListLimit} rows.
 *   <li>{@link BotCallCheck} refuses variables on which Camunda would fail, only in the plugin's own messages and starts.
 * </ol>
 */
@Component
class EngineRest extends CamundaJerseyResourceConfig {

    @Override
    protected void registerCamundaRestResources() {
        registerClasses(CamundaRestResources.getResourceClasses());
        Set<Class<?>> configuration = new HashSet<>(CamundaRestResources.getConfigurationClasses());
        configuration.removeAll(
                Set.of(ExceptionHandler.class, ProcessEngineExceptionHandler.class, RestExceptionHandler.class));
        registerClasses(configuration);
        register(JacksonFeature.class);
        registerClasses(Failures.class, ListLimit.class, BotCallCheck.class);
    }

    /** Replaces three of Camunda's handlers. Each of them hands every failure to Camunda's helper, as this one does. */
    public static final class Failures implements ExceptionMapper<Throwable> {

        private final ExceptionHandlerHelper camunda = ExceptionHandlerHelper.getInstance();

        @Override
        public Response toResponse(Throwable failure) {
            if (Unavailable.isCauseOf(failure)) {
                return unavailable(failure);
            }
            if (camunda.getStatus(failure).getStatusCode() >= 500 && isRefusedByPlugin(failure)) {
                String why = camunda.fromException(failure).getMessage();
                return camunda.getResponse(
                        new InvalidRequestException(Response.Status.BAD_REQUEST, (Exception) failure, why));
            }
            return camunda.getResponse(failure);
        }

        /** Whether a step of the plugin refused a value. */
        private static boolean isRefusedByPlugin(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof BadUserRequestException && cause.getCause() instanceof InvalidValueException) {
                    return true;
                }
            }
            return false;
        }

        private static Response unavailable(Throwable failure) {
            return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, Unavailable.RETRY_AFTER_SECONDS)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(Map.of("type", failure.getClass().getSimpleName(), "message", Unavailable.DETAIL))
                    .build();
        }
    }
}
