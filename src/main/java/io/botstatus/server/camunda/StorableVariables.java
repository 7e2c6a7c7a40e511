package io.botstatus.server.camunda;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.variable.serializer.TypedValueSerializer;
import org.camunda.bpm.engine.rest.dto.VariableValueDto;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.engine.rest.util.EngineUtil;
import org.camunda.bpm.engine.variable.Variables.SerializationDataFormats;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;

/** Asks the engine whether it can store a variable. */
final class StorableVariables {

    private static final String ALLOWED = "a text, a number, true or false, or a type that the engine can keep";

    private StorableVariables() {}

    /**
     * Checks a variable of a call.
     *
     * @param place its path in the call
     * @throws InvalidRequestException if the engine cannot store it
     */
    static void refuseUnlessKept(String place, VariableValueDto variable, ObjectMapper json) {
        ProcessEngine engine = EngineUtil.lookupProcessEngine(null);
        try {
            findSerializer(variable.toTypedValue(engine, json), (ProcessEngineConfigurationImpl)
                    engine.getProcessEngineConfiguration());
        } catch (RestException e) {
            return; // Camunda answers that with 400 itself
        } catch (IllegalArgumentException | ProcessEngineException e) {
            throw new InvalidRequestException(
                    Response.Status.BAD_REQUEST,
                    e,
                    "%s cannot be kept by the engine: %s Allowed: %s.".formatted(place, e.getMessage(), ALLOWED));
        }
    }

    private static void findSerializer(TypedValue value, ProcessEngineConfigurationImpl engine) {
        if (value.isTransient()) {
            return;
        }
        Context.setProcessEngineConfiguration(engine); // serializers read their settings there
        try {
            TypedValueSerializer<?> serializer = engine.getVariableSerializers()
                    .findSerializerForValue(value, engine.getFallbackSerializerFactory());
            if (value instanceof SerializableValue
                    && !engine.isJavaSerializationFormatEnabled()
                    && SerializationDataFormats.JAVA.getName().equals(serializer.getSerializationDataformat())) {
                throw new IllegalArgumentException("Java serialization format is prohibited.");
            }
        } finally {
            Context.removeProcessEngineConfiguration();
        }
    }
}
