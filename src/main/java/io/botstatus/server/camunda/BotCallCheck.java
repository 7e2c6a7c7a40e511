package io.botstatus.server.camunda;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.botstatus.base.InvalidValueException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.rest.dto.VariableValueDto;
import org.camunda.bpm.engine.rest.dto.message.CorrelationMessageDto;
import org.camunda.bpm.engine.rest.dto.runtime.StartProcessInstanceDto;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.camunda.bpm.engine.rest.mapper.JacksonConfigurator;
import org.jspecify.annotations.Nullable;

/**
 * Refuses variables in the plugin's own calls of Camunda's REST API if Camunda would fail on them with 500 before a step of the
 * plugin reads them. These are null, a type that the engine cannot store, and a text or a name that the database cannot store. The
 * plugin's own calls are messages whose name begins with {@code bot.}, and starts of the plugin's processes. Other calls are not
 * checked, except for a message whose JSON is so deep, or has so long a number, that its name is never read.
 */
@Provider
public final class BotCallCheck implements ReaderInterceptor {

    private static final String MESSAGES = "bot.";

    /** The bundled processes. */
    private static final Set<String> PROCESSES =
            Set.of("bot-pause", "bot-pause-and-wait", "bot-bulk-change", "notify-webhook");

    /** A start by key, or by an id, which begins with the key. */
    private static final Pattern START =
            Pattern.compile("(?:.*/)?process-definition/(?:key/)?([^/:]+)(?::[^/]*)?/(?:tenant-id/[^/]+/)?start");

    /** The limits of a variable's name and of a text in the engine's tables. */
    private static final int MAX_NAME = 255;

    private static final int MAX_TEXT = 4000;

    private static final ObjectMapper JSON = new JacksonConfigurator().getContext(Object.class);

    private final UriInfo uri;

    public BotCallCheck(@Context UriInfo uri) {
        this.uri = uri;
    }

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            Object body = context.proceed();
            if (body instanceof CorrelationMessageDto message
                    && String.valueOf(message.getMessageName()).startsWith(MESSAGES)) {
                refuseUnstorable("", JSON.valueToTree(message));
                check("processVariables", message.getProcessVariables());
                check("processVariablesLocal", message.getProcessVariablesLocal());
                check("processVariablesToTriggeredScope", message.getProcessVariablesToTriggeredScope());
                check("correlationKeys", message.getCorrelationKeys());
                check("localCorrelationKeys", message.getLocalCorrelationKeys());
            } else if (body instanceof StartProcessInstanceDto start && isOurs(uri.getPath())) {
                refuseUnstorable("", JSON.valueToTree(start));
                check("variables", start.getVariables());
            }
            return body;
        } catch (InvalidValueException e) {
            throw new InvalidRequestException(Response.Status.BAD_REQUEST, e, String.valueOf(e.getMessage()));
        } catch (StreamConstraintsException e) {
            if (context.getType() == CorrelationMessageDto.class || isOurs(uri.getPath())) {
                throw new InvalidRequestException(
                        Response.Status.BAD_REQUEST, e, "The JSON goes too far: " + e.getOriginalMessage());
            }
            throw e;
        }
    }

    private static boolean isOurs(String path) {
        Matcher start = START.matcher(path);
        return start.matches() && PROCESSES.contains(start.group(1));
    }

    private static void refuseUnstorable(String place, JsonNode node) {
        if (node.isTextual() && !isStorable(node.asText())) {
            throw new InvalidValueException(
                    place, node.asText(), "a text without null characters and halves of surrogate pairs");
        }
        node.properties().forEach(field -> {
            String name = field.getKey();
            if (!isStorable(name) || name.length() > MAX_NAME) {
                throw new InvalidValueException(
                        place.isEmpty() ? "name" : place,
                        name,
                        "names of at most " + MAX_NAME
                                + " characters, without null characters and halves of surrogate pairs");
            }
            refuseUnstorable(place.isEmpty() ? name : place + "." + name, field.getValue());
        });
        if (node.isArray()) {
            node.forEach(element -> refuseUnstorable(place, element));
        }
    }

    /** PostgreSQL stores no null character, and a half of a surrogate pair has no encoding in UTF-8. */
    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    private static void check(String place, @Nullable Map<String, @Nullable VariableValueDto> variables) {
        if (variables != null) {
            variables.forEach((name, variable) -> check(place + "." + name, variable));
        }
    }

    private static void check(String place, @Nullable VariableValueDto variable) {
        if (variable == null) {
            throw new InvalidValueException(place, null, "an object with the value, as {\"value\": null}");
        }
        refuseLong(place + ".value", isText(variable) ? variable.getValue() : null);
        if (variable.getValueInfo() != null) {
            variable.getValueInfo().forEach((name, value) -> refuseLong(place + ".valueInfo." + name, value));
        }
        StorableVariables.refuseUnlessKept(place, variable, JSON);
    }

    private static boolean isText(VariableValueDto variable) {
        return variable.getType() == null || variable.getType().equalsIgnoreCase("string");
    }

    private static void refuseLong(String place, @Nullable Object value) {
        if (value instanceof String text && text.length() > MAX_TEXT) {
            throw new InvalidValueException(place, value, "a text of at most " + MAX_TEXT + " characters");
        }
    }
}
