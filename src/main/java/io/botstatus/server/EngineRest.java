package io.botstatus.server;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.botstatus.status.Unavailable;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.rest.exception.ExceptionHandler;
import org.camunda.bpm.engine.rest.exception.ProcessEngineExceptionHandler;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.engine.rest.exception.RestExceptionHandler;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.engine.rest.mapper.JacksonConfigurator;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Camunda's REST API, which answers with 503 what passes by itself: it would say 500 to a caller whom the database could not be
 * asked for, and to one whose change lost against another's. With 400 it answers texts and numbers that nobody could store or read.
 */
@Component
class EngineRest extends CamundaJerseyResourceConfig {

    /** What PostgreSQL says of a null character, and of a text that is longer than its column. */
    private static final Set<String> UNFIT_TEXT = Set.of("22021", "22001");

    @Override
    protected void registerCamundaRestResources() {
        registerClasses(CamundaRestResources.getResourceClasses());
        Set<Class<?>> configuration = new HashSet<>(CamundaRestResources.getConfigurationClasses());
        configuration.removeAll(Set.of(
                ExceptionHandler.class,
                ProcessEngineExceptionHandler.class,
                RestExceptionHandler.class,
                JacksonConfigurator.class));
        registerClasses(configuration);
        registerClasses(OfAll.class, OfEngine.class, OfRest.class, VariablesOfRest.class);
        register(JacksonFeature.class);
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
        return blame == null
                ? otherwise.get()
                : Response.status(Response.Status.BAD_REQUEST)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(Map.of("type", "InvalidRequestException", "message", blame))
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
            return answer(failure, () -> super.toResponse(failure));
        }
    }
}
