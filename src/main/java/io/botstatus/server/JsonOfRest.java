package io.botstatus.server;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.variable.serializer.TypedValueSerializer;
import org.camunda.bpm.engine.rest.dto.VariableValueDto;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.engine.rest.mapper.JacksonConfigurator;
import org.camunda.bpm.engine.variable.Variables.SerializationDataFormats;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;

/**
 * How Camunda's REST API reads JSON, but for what it would run into later, and answer with 500: a variable that is null, or that the
 * engine has no way to keep, and null in a list of conditions.
 */
@Provider
public final class JsonOfRest extends JacksonConfigurator {

    private final ObjectMapper mapper;

    JsonOfRest(Supplier<ProcessEngine> engine) {
        mapper = super.getContext(Object.class).copy();
        mapper.registerModule(new SimpleModule().setDeserializerModifier(new Careful(engine, mapper)));
        mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
    }

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return mapper;
    }

    private static final class Careful extends BeanDeserializerModifier {

        private static final long serialVersionUID = 1L;

        private final transient Supplier<ProcessEngine> engine;
        private final ObjectMapper mapper;

        private Careful(Supplier<ProcessEngine> engine, ObjectMapper mapper) {
            this.engine = engine;
            this.mapper = mapper;
        }

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
            return bean.getBeanClass() == VariableValueDto.class
                    ? new Variable(deserializer, engine, mapper)
                    : deserializer;
        }
    }

    private static final class Variable extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        private final transient Supplier<ProcessEngine> engine;
        private final ObjectMapper mapper;

        private Variable(JsonDeserializer<?> ofCamunda, Supplier<ProcessEngine> engine, ObjectMapper mapper) {
            super(ofCamunda);
            this.engine = engine;
            this.mapper = mapper;
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> ofCamunda) {
            return new Variable(ofCamunda, engine, mapper);
        }

        @Override
        public Object getNullValue(DeserializationContext context) throws JsonMappingException {
            throw JsonMappingException.from(
                    context, "null is no variable. Allowed: an object with its value, as {\"value\": null}.");
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            VariableValueDto variable = (VariableValueDto) super.deserialize(parser, context);
            try {
                keep(variable.toTypedValue(engine.get(), mapper));
            } catch (RestException e) {
                return variable; // Camunda will say so itself, with 400
            } catch (IllegalArgumentException | ProcessEngineException e) {
                throw JsonMappingException.from(context, "Nobody can keep this variable: " + e.getMessage());
            }
            return variable;
        }

        /** What the engine asks itself when it is to keep a value. */
        private void keep(TypedValue value) {
            if (value.isTransient()) {
                return;
            }
            ProcessEngineConfigurationImpl configuration =
                    (ProcessEngineConfigurationImpl) engine.get().getProcessEngineConfiguration();
            Context.setProcessEngineConfiguration(configuration); // serializers look for their settings there
            try {
                TypedValueSerializer<?> serializer = configuration
                        .getVariableSerializers()
                        .findSerializerForValue(value, configuration.getFallbackSerializerFactory());
                if (value instanceof SerializableValue
                        && !configuration.isJavaSerializationFormatEnabled()
                        && SerializationDataFormats.JAVA.getName().equals(serializer.getSerializationDataformat())) {
                    throw new IllegalArgumentException("Java serialization format is prohibited.");
                }
            } finally {
                Context.removeProcessEngineConfiguration();
            }
        }
    }
}
