package io.botstatus.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import io.botstatus.base.InvalidValueException;
import java.io.IOException;

/** Reads a whole number and nothing else. Jackson alone silently reads 3.7 as 3. */
public final class WholeNumber extends StdScalarDeserializer<Long> {

    WholeNumber() {
        super(Long.class);
    }

    @Override
    public Long deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new InvalidValueException(parser.currentName(), parser.getText(), "a whole number");
        }
        return parser.getLongValue();
    }
}
