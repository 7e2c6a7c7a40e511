package io.botstatus.server;

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
import org.camunda.bpm.engine.rest.dto.VariableValueDto;
import org.camunda.bpm.engine.rest.mapper.JacksonConfigurator;

/** How Camunda's REST API reads JSON, but for a variable that is null: it would run into that, and answer 500. */
@Provider
public final class VariablesOfRest extends JacksonConfigurator {

    private final ObjectMapper mapper;

    public VariablesOfRest() {
        mapper = super.getContext(Object.class)
                .copy()
                .registerModule(new SimpleModule().setDeserializerModifier(new NoNulls()));
    }

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return mapper;
    }

    private static final class NoNulls extends BeanDeserializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
            return bean.getBeanClass() == VariableValueDto.class ? new Variable(deserializer) : deserializer;
        }
    }

    private static final class Variable extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        private Variable(JsonDeserializer<?> ofCamunda) {
            super(ofCamunda);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> ofCamunda) {
            return new Variable(ofCamunda);
        }

        @Override
        public Object getNullValue(DeserializationContext context) throws JsonMappingException {
            JsonParser parser = context.getParser();
            throw JsonMappingException.from(
                    parser,
                    "The variable '" + parser.getParsingContext().getCurrentName()
                            + "' is null. Allowed: an object with its value, as {\"value\": null}.");
        }
    }
}
