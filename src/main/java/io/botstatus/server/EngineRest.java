package io.botstatus.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.botstatus.status.Unavailable;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.rest.exception.ExceptionHandler;
import org.camunda.bpm.engine.rest.exception.JsonMappingExceptionHandler;
import org.camunda.bpm.engine.rest.exception.JsonParseExceptionHandler;
import org.camunda.bpm.engine.rest.exception.ProcessEngineExceptionHandler;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.engine.rest.exception.RestExceptionHandler;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.engine.rest.mapper.JacksonConfigurator;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Camunda's REST API, which answers with 503 what passes by itself: it would say 500 to a caller whom the database could not be
 * asked for, and to one whose change lost against another's. With 400 it answers what the engine refuses, at a start too, and texts
 * and numbers that nobody could store or read.
 */
@Component
class EngineRest extends CamundaJerseyResourceConfig {

    /** What PostgreSQL says of a null character, and of a text that is longer than its column. */
    private static final Set<String> UNFIT_TEXT = Set.of("22021", "22001");

    /** The engine's code for a variable that is set once as transient and once not. */
    private static final String TRANSIENT_AND_NOT = "ENGINE-17006";

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
        registerClasses(OfAll.class, OfEngine.class, OfRest.class, OfJson.class);
        register(new VariablesOfRest(engine::getObject));
        register(JacksonFeature.withoutExceptionMappers()); // theirs answer with plain text
    }

    private static boolean passes(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockingException) {
                return true;
            }
        }
        return Unavailable.isCauseOf(failure);
    }

    /** What the request alone is to blame for, though Camunda would call it a failure of the server's; null if it is not. */
    private static @Nullable String blame(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamConstraintsException beyond) {
                return "The JSON goes too far: " + beyond.getOriginalMessage() + ".";
            }
            if (String.valueOf(cause.getMessage()).startsWith(TRANSIENT_AND_NOT)) {
                return "A variable of the request is transient, and the process sets it itself: " + cause.getMessage();
            }
            if (cause instanceof SQLException refused && UNFIT_TEXT.contains(String.valueOf(refused.getSQLState()))) {
                return "A text of the request has a null character (U+0000), or is too long to be stored.";
            }
        }
        return null;
    }

    private static Response answer(Throwable failure, Supplier<Response> otherwise) {
        if (passes(failure)) {
            return unavailable(failure);
        }
        String blame = blame(failure);
        return blame == null ? otherwise.get() : refused(blame);
    }

    private static Response refused(String why) {
        return Response.status(Response.Status.BAD_REQUEST)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Map.of("type", "InvalidRequestException", "message", why))
                .build();
    }

    private static Response unavailable(Throwable failure) {
        return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, Unavailable.RETRY_AFTER_SECONDS)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Map.of("type", failure.getClass().getSimpleName(), "message", Unavailable.DETAIL))
                .build();
    }

    /** In place of Camunda's for whatever is no exception of its own. */
    public static final class OfAll extends ExceptionHandler {

        @Override
        public Response toResponse(Throwable failure) {
            return answer(failure, () -> super.toResponse(failure));
        }
    }

    /** In place of Camunda's for what the engine throws. */
    public static final class OfEngine extends ProcessEngineExceptionHandler {

        @Override
        public Response toResponse(ProcessEngineException failure) {
            return answer(failure, () -> super.toResponse(failure));
        }
    }

    /** In place of Camunda's for what its REST API makes of that. */
    public static final class OfRest extends RestExceptionHandler {

        @Override
        public Response toResponse(RestException failure) {
            return answer(failure, () -> {
                Response answer = super.toResponse(failure);
                return isRefusal(failure)
                        ? Response.fromResponse(answer)
                                .status(Response.Status.BAD_REQUEST)
                                .build()
                        : answer;
            });
        }

        /** The engine's word that the caller erred; some calls, a start is one, put it into a failure of the server's. */
        private static boolean isRefusal(RestException failure) {
            return failure.getStatus() == Response.Status.INTERNAL_SERVER_ERROR
                    && failure.getCause() instanceof BadUserRequestException;
        }
    }

    /** In place of Camunda's two for JSON, whose message is empty. */
    public static final class OfJson implements ExceptionMapper<JsonProcessingException> {

        @Override
        public Response toResponse(JsonProcessingException failure) {
            return answer(failure, () -> refused(place(failure) + failure.getOriginalMessage()));
        }

        private static String place(JsonProcessingException failure) {
            return failure instanceof JsonMappingException mapping
                            && !mapping.getPath().isEmpty()
                    ? mapping.getPath().stream()
                            .map(step ->
                                    step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                            .collect(Collectors.joining(".", "", ": "))
                    : "";
        }
    }
}
