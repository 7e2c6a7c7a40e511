package io.botstatus.pause;

import io.botstatus.base.InvalidValueException;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Change;
import io.botstatus.status.hold.Reactivation;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;

/** Sends the messages that start {@code bot-pause}, as callers of Camunda's REST API do, and returns their results. */
final class PauseMessages {

    private final RuntimeService runtime;

    PauseMessages(RuntimeService runtime) {
        this.runtime = runtime;
    }

    /** Requests a status. */
    Change send(ContactId contact, StatusRequest request) {
        return send(BotPause.STATUS_REQUESTED, contact, variables(request));
    }

    /** Values that the hold, its message or the event store are transient here, because each variable costs a row. */
    Change send(Trigger trigger) {
        VariableMap variables = Variables.createVariables();
        variables.putAll(trigger.attributes());
        put(variables, BotVariables.CHANNEL, trigger.channel());
        putTransient(variables, BotVariables.MESSAGE_ID, trigger.source().messageId());
        putTransient(variables, BotVariables.SENT_BY, trigger.source().sentBy());
        putTransient(variables, BotVariables.EVIDENCE, trigger.source().evidence());
        putTransient(variables, BotVariables.SENT_AT, trigger.happened().toString());
        variables.putValueTyped(
                BotVariables.CERTAINTY, BotVariables.handed(trigger.source().certainty()));
        return send(trigger.cause().messageName().orElseThrow(), trigger.contact(), variables);
    }

    private static VariableMap variables(StatusRequest request) {
        VariableMap variables = Variables.createVariables()
                .putValue(BotVariables.CAUSE, request.cause().word());
        putTransient(variables, BotVariables.STATUS, request.status().word());
        putTransient(variables, BotVariables.REASON, request.reason());
        putTransient(variables, BotVariables.REQUESTED_BY, request.requestedBy());
        if (request.override()) {
            putTransient(variables, BotVariables.OVERRIDE, true);
        }
        if (request.reactivation() instanceof Reactivation.After after) {
            putTransient(
                    variables, BotVariables.REACTIVATE_AFTER, after.duration().toString());
        }
        if (request.reactivation() instanceof Reactivation.At at) {
            variables.putValue(BotVariables.REACTIVATE_AT, at.instant().toString());
        }
        return variables;
    }

    private static void putTransient(VariableMap variables, String name, @Nullable Object value) {
        if (value != null) {
            variables.putValueTyped(name, Variables.untypedValue(value, true));
        }
    }

    private static void put(VariableMap variables, String name, @Nullable String value) {
        if (value != null) {
            variables.putValue(name, value);
        }
    }

    private Change send(String message, ContactId contact, VariableMap variables) {
        Outcome outcome = new Outcome();
        variables.putValueTyped(BotVariables.OUTCOME, BotVariables.handed(outcome));
        try {
            runtime.createMessageCorrelation(message)
                    .processInstanceBusinessKey(contact.value())
                    .setVariables(variables)
                    .correlateStartMessage();
        } catch (MismatchingMessageCorrelationException e) {
            throw new NotDeployedException(message, e);
        } catch (BadUserRequestException e) {
            throw e.getCause() instanceof InvalidValueException invalid ? invalid : e;
        }
        return outcome.change();
    }
}
