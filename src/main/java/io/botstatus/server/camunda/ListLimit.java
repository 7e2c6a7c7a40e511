package io.botstatus.server.camunda;

import io.botstatus.base.InvalidValueException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.rest.util.EngineUtil;
import org.jspecify.annotations.Nullable;

/**
 * Supplies the engine's {@code query-max-results-limit} when a caller of Camunda's REST API asks for a list without
 * {@code maxResults}. The engine itself refuses such a query, and existing clients of Camunda send no size.
 *
 * <p>Each of Camunda's lists takes its size as an {@code Integer} query parameter of this name, null without a value. Queries
 * inside the engine and counts have no such parameter.
 */
@Provider
public final class ListLimit implements ParamConverterProvider {

    private static final String MAX_RESULTS = "maxResults";

    @Override
    @SuppressWarnings("unchecked") // T is Integer: its class was compared
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        boolean isSize = type == Integer.class
                && Stream.of(annotations)
                        .anyMatch(one ->
                                one instanceof QueryParam query && query.value().equals(MAX_RESULTS));
        return isSize ? (ParamConverter<T>) new Size() : null;
    }

    private static final class Size implements ParamConverter<Integer> {

        @Override
        public @Nullable Integer fromString(@Nullable String given) {
            int limit = limit();
            if (given == null || given.isEmpty()) {
                return limit == Integer.MAX_VALUE ? null : limit;
            }
            int asked = Integer.parseInt(given); // Jersey answers a value that is no number
            if (asked > limit) {
                throw new BadRequestException(
                        new InvalidValueException(MAX_RESULTS, given, "at most " + limit).getMessage());
            }
            return asked;
        }

        @Override
        public String toString(Integer size) {
            return size.toString();
        }

        private static int limit() {
            return ((ProcessEngineConfigurationImpl)
                            EngineUtil.lookupProcessEngine(null).getProcessEngineConfiguration())
                    .getQueryMaxResultsLimit();
        }
    }
}
