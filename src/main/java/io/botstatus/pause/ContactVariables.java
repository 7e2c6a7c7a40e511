package io.botstatus.pause;

import camundajar.impl.com.google.gson.JsonParseException;
import camundajar.impl.com.google.gson.JsonParser;
import io.botstatus.base.InvalidValueException;
import io.botstatus.engine.Executions;
import io.botstatus.status.ContactId;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.jspecify.annotations.Nullable;

/** Finds the contact of a process instance. */
public final class ContactVariables {

    private ContactVariables() {}

    /**
     * The contact in a builder's own process, whose business key may be anything: the variable contactId, or else the business key.
     */
    public static ContactId named(DelegateExecution execution) {
        // Modeler writes an input parameter for each field of a template, also for an empty one, which would hide the
        // variable.
        VariableScope scope = execution;
        while (scope != null && isBlank(scope.getVariableLocal(BotVariables.CONTACT_ID))) {
            scope = Executions.around(scope);
        }
        Object variable = scope == null ? null : scope.getVariableLocal(BotVariables.CONTACT_ID);
        return id(variable == null ? execution.getProcessBusinessKey() : variable);
    }

    /** Reads a contact id of a model: a text, or a number, which is never written with an exponent or empty decimals. */
    public static ContactId id(@Nullable Object value) {
        if (value == null) {
            throw new InvalidValueException(
                    BotVariables.CONTACT_ID,
                    null,
                    "the variable contactId, or else the business key, as the contact's id");
        }
        // Infinity has no decimals. It is refused as a contact id.
        return ContactId.of(
                value instanceof Number number && Double.isFinite(number.doubleValue())
                        ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                        : value);
    }

    /**
     * Reads contact ids of a model: a collection, an array or JSON. Empty if there is no such value, or an empty one.
     *
     * @throws InvalidValueException naming the index of the id that cannot be used
     */
    public static Optional<Collection<?>> ids(@Nullable Object value) {
        if (isBlank(value)) {
            return Optional.empty();
        }
        Collection<?> ids = value instanceof Collection<?> collection
                ? collection
                : value instanceof Object[] array ? Arrays.asList(array) : json(value);
        return Optional.of(ids.stream()
                .map(id -> id instanceof Number ? id(id).value() : id)
                .toList());
    }

    /** Reads JSON as the REST API sends it and Spin keeps it. */
    private static Collection<?> json(@Nullable Object value) {
        try {
            return StreamSupport.stream(
                            JsonParser.parseString(String.valueOf(value))
                                    .getAsJsonArray()
                                    .spliterator(),
                            false)
                    .map(element -> element.isJsonPrimitive() ? element.getAsString() : String.valueOf(element))
                    .toList();
        } catch (JsonParseException | IllegalStateException e) {
            throw new InvalidValueException(
                    BotVariables.CONTACT_IDS, value, "a collection, an array or a JSON array of contact ids");
        }
    }

    private static boolean isBlank(@Nullable Object value) {
        return value == null || (value instanceof String text && text.isBlank());
    }

    /** The key of the builder's process that called this one, through any number of calls; null if none did. */
    public static @Nullable String caller(DelegateExecution execution) {
        DelegateExecution caller = execution.getProcessInstance().getSuperExecution();
        String key = null;
        while (caller != null) {
            key = Executions.process(caller);
            caller = caller.getProcessInstance().getSuperExecution();
        }
        return key;
    }

    /** The contact of a bundled process: the business key, or the variable contactId, which then becomes the business key. */
    public static ContactId of(DelegateExecution execution) {
        Object variable = execution.getVariable(BotVariables.CONTACT_ID);
        String key = execution.getProcessBusinessKey();
        if (variable == null) {
            return id(key);
        }
        ContactId contact = id(variable);
        if (key == null) {
            execution.setProcessBusinessKey(contact.value());
        } else if (!key.equals(contact.value())) {
            throw new InvalidValueException(
                    BotVariables.CONTACT_ID,
                    contact,
                    "the same as the business key, which is '" + key + "', or only one of them");
        }
        return contact;
    }
}
