package io.botstatus.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.botstatus.status.Unavailable;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.exception.ExceptionHandler;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.JsonMappingExceptionHandler;
import org.camunda.bpm.engine.rest.exception.JsonParseExceptionHandler;
import org.camunda.bpm.engine.rest.exception.ProcessEngineExceptionHandler;
import org.camunda.bpm.engine.rest.exception.RestExceptionHandler;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.engine.rest.mapper.JacksonConfigurator;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Camunda's REST API, which answers with 503 what passes by itself: it would say 500 to a caller whom the database could not be
 * asked for, and to one whose change lost against another's. With 400 it answers what the request is to blame for ({@link
 * RequestFaults}).
 */
@Component
class EngineRest extends CamundaJerseyResourceConfig {

    private final ObjectProvider<ProcessEngine> engine;

    EngineRest(ObjectProvider<ProcessEngine> engine) {
        this.engine = engine;
    }

    @Override
    protected void registerCamundaRestResources() {
        registerClasses(CamundaRestResources.getResourceClasses());
        Set<Class<?>> configuration = new HashSet<>(CamundaRestResources.getConfigurationClasses());
        configuration.removeAll(Set.of(
                ExceptionHandler.class,
                ProcessEngineExceptionHandler.class,
                RestExceptionHandler.class,
                JsonMappingExceptionHandler.class,
                JsonParseExceptionHandler.class,
                JacksonConfigurator.class));
        registerClasses(configuration);
        registerClasses(Failures.class);
        register(new JsonOfRest(engine::getObject));
        register(JacksonFeature.withoutExceptionMappers()); // theirs answer with plain text
    }

    /** In place of Camunda's for what the engine throws, its REST API, and everybody else. */
    public static final class Failures implements ExceptionMapper<Throwable> {

        private final ExceptionHandlerHelper camundas = ExceptionHandlerHelper.getInstance();

        @Override
        public Response toResponse(Throwable failure) {
            if (passes(failure)) {
                return answer(
                        Response.status(Response.Status.SERVICE_UNAVAILABLE)
                                .header(HttpHeaders.RETRY_AFTER, Unavailable.RETRY_AFTER_SECONDS),
                        failure.getClass().getSimpleName(),
                        Unavailable.DETAIL);
            }
            if (failure instanceof JsonProcessingException json) {
                return refused(detail(json));
            }
            if (camundas.getStatus(failure).getStatusCode() < 500 || !RequestFaults.isCauseOf(failure)) {
                return camundas.getResponse(failure);
            }
            String detail = RequestFaults.detail(failure);
            return refused(
                    detail == null
                            ? String.valueOf(camundas.fromException(failure).getMessage())
                            : detail);
        }

        private static boolean passes(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof OptimisticLockingException) {
                    return true;
                }
            }
            return Unavailable.isCauseOf(failure);
        }

        private static Response refused(String why) {
            return answer(Response.status(Response.Status.BAD_REQUEST), "InvalidRequestException", why);
        }

        private static Response answer(Response.ResponseBuilder answer, String type, String message) {
            return answer.type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(Map.of("type", type, "message", message))
                    .build();
        }

        private static String detail(JsonProcessingException failure) {
            String place = failure instanceof JsonMappingException mapping
                            && !mapping.getPath().isEmpty()
                    ? mapping.getPath().stream()
                            .map(step ->
                                    step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                            .collect(Collectors.joining(".", "", ": "))
                    : "";
            return failure instanceof StreamConstraintsException
                    ? "The JSON goes too far: " + failure.getOriginalMessage() + "."
                    : place + failure.getOriginalMessage();
        }
    }
}
