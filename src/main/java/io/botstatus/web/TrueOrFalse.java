package io.botstatus.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import io.botstatus.base.InvalidValueException;
import java.io.IOException;

/** Reads true or false and nothing else. Jackson alone reads 0 and an empty text as false. */
public final class TrueOrFalse extends StdScalarDeserializer<Boolean> {

    TrueOrFalse() {
        super(Boolean.class);
    }

    @Override
    public Boolean deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.currentToken().isBoolean()) {
            throw new InvalidValueException(parser.currentName(), parser.getText(), "true or false");
        }
        return parser.getBooleanValue();
    }
}
