package io.botstatus.process;

import io.botstatus.process.notify.Notifications;
import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.Change;
import io.botstatus.status.Cohorts;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Holds;
import io.botstatus.status.InvalidValueException;
import io.botstatus.status.Origin;
import io.botstatus.status.Reactivation;
import io.botstatus.status.Repeat;
import io.botstatus.status.Settings;
import io.botstatus.status.TakenBack;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Pauses and reactivates by the process {@code bot-pause}: what Camunda's REST API does with its messages, for callers in
 * Java. Thread-safe; every method is one transaction, or part of the caller's.
 */
public final class BotPauses {

    private final RuntimeService runtime;
    private final ForgetContact forgetting;
    private final PauseInstances instances;
    private final Notifications notifications;
    private final Holds holds;
    private final ContactStates states;
    private final PolicyVersion policy;
    private final KnownDecisions decisions;
    private final Cohorts cohorts;
    private final Transactions transactions;
    private final Clock clock;

    BotPauses(
            RuntimeService runtime,
            ForgetContact forgetting,
            PauseInstances instances,
            Notifications notifications,
            Holds holds,
            ContactStates states,
            PolicyVersion policy,
            KnownDecisions decisions,
            Cohorts cohorts,
            Transactions transactions,
            Clock clock) {
        this.runtime = runtime;
        this.forgetting = forgetting;
        this.instances = instances;
        this.notifications = notifications;
        this.holds = holds;
        this.states = states;
        this.policy = policy;
        this.decisions = decisions;
        this.cohorts = cohorts;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Reports that something happened which may silence the bot. A repeat on a live hold costs no process instance, nor does a new
     * pause that joins a cohort.
     */
    public Repeat report(Trigger trigger) {
        return join(trigger).or(() -> repeat(trigger)).orElseGet(() -> transactions.run(() -> outcome(start(trigger))));
    }

    /** The limit was reached, in the transaction in which it was counted. */
    public Repeat limitReached(ContactId contact, Settings settings, Instant windowStart) {
        Map<String, Object> attributes = LimitReached.attributes(settings, windowStart);
        return outcome(start(new Trigger(contact, Cause.MESSAGE_LIMIT, null, null, null, clock.instant(), attributes)));
    }

    /**
     * Sets the status for a person.
     *
     * @param expectedEpoch the epoch that the person looked at; null: whatever it is
     * @return the state after the change
     * @throws StaleEpochException if the status has changed since
     * @throws NotAutomatedException if the bot mode is not auto_pilot
     * @throws InvalidValueException if the instant that was asked for is not in the future
     * @throws NotDeployedException if nobody has deployed the process
     */
    public ContactState request(ContactId contact, StatusRequest request, @Nullable Long expectedEpoch) {
        return transactions.run(() -> {
            holds.lock(contact);
            ContactState state = states.of(contact);
            if (expectedEpoch != null && state.epoch() != expectedEpoch) {
                throw new StaleEpochException(contact, expectedEpoch, state.epoch());
            }
            if (state.mode() != BotMode.AUTO_PILOT) {
                throw new NotAutomatedException(state.mode());
            }
            send(BotPause.STATUS_REQUESTED, contact, variables(request));
            return states.of(contact);
        });
    }

    /**
     * Checks that the contact may have a hold of this cause, where the flow can still catch the refusal.
     *
     * @throws InvalidValueException if it has as many causes as it may
     */
    void requireRoom(ContactId contact, StatusRequest request) {
        if (request.status() != BotStatus.ACTIVE) {
            holds.requireRoom(contact, request.cause());
        }
    }

    /** Sets the status for a workflow, in its transaction. What the answer tells has no effect if the bot mode is not auto_pilot. */
    Change ask(ContactId contact, StatusRequest request) {
        return send(BotPause.STATUS_REQUESTED, contact, variables(request));
    }

    /** The same as {@link #takeBack(ContactId, String, String, String)}, of a message that a platform says is the bot's. */
    public Repeat takeBack(ContactId contact, String messageId, String because) {
        return takeBack(contact, messageId, because, null);
    }

    /**
     * Takes back what a message brought about that was taken for a person's or a workflow's and is the bot's own; it is the
     * bot's from now on. What other messages asked for stays.
     *
     * @param because what tells that it is the bot's, for the history
     * @param by which caller says so, for the history; null if a platform does
     * @return released if a pause ended or got shorter, none if the message had brought about nothing that still lasts
     */
    public Repeat takeBack(ContactId contact, String messageId, String because, @Nullable String by) {
        return transactions.run(() -> {
            TakenBack back = holds.takeBack(
                    contact,
                    messageId,
                    by,
                    "Message " + messageId + " was the bot's own",
                    new Origin(null, null, because));
            instances.followFromOutside(back.change(), back.softened());
            return outcome(back.change());
        });
    }

    /**
     * Deletes all that is known of a contact: its rows, the plugin's running instances, and what the engine keeps of ended ones of
     * whatever process. Running instances of other processes go on.
     *
     * @return what goes on and knows the contact
     */
    public Forgotten forget(ContactId contact) {
        return forgetting.forget(contact);
    }

    private Optional<Repeat> join(Trigger trigger) {
        String policyId = decisions.policyId();
        // Inside a transaction of the caller for the same reason as below; and a target outside has to be told by its
        // process.
        return policyId == null
                        || notifications.areOn()
                        || TransactionSynchronizationManager.isActualTransactionActive()
                ? Optional.empty()
                : decisions
                        .pause(trigger, policyId)
                        .flatMap(pause -> cohorts.pause(
                                trigger.contact(),
                                pause,
                                trigger.messageId(),
                                trigger.evidence(),
                                trigger.certainty(),
                                new Cohorts.Guard(
                                        BotPause.POLICY,
                                        policyId,
                                        instances.tellsProcesses(),
                                        BotPause.STATUS_CHANGED)));
    }

    private Optional<Repeat> repeat(Trigger trigger) {
        // A collision inside a transaction of the caller would doom it; the long way meets none.
        return TransactionSynchronizationManager.isActualTransactionActive()
                ? Optional.empty()
                : holds.repeat(
                        trigger.contact(),
                        trigger.cause(),
                        trigger.policyKey(policy.latest()),
                        trigger.happened(),
                        trigger.messageId(),
                        trigger.sentBy(),
                        trigger.evidence(),
                        trigger.certainty());
    }

    private static Repeat outcome(Change change) {
        return new Repeat(change.effect(), change.status());
    }

    /** What the hold, its message or their event remember lives for the transaction only: each variable more is a row more. */
    private Change start(Trigger trigger) {
        VariableMap variables = Variables.createVariables();
        variables.putAll(trigger.attributes());
        put(variables, BotVariables.CHANNEL, trigger.channel());
        putTransient(variables, BotVariables.MESSAGE_ID, trigger.messageId());
        putTransient(variables, BotVariables.SENT_BY, trigger.sentBy());
        putTransient(variables, BotVariables.EVIDENCE, trigger.evidence());
        putTransient(variables, BotVariables.SENT_AT, trigger.happened().toString());
        variables.putValueTyped(BotVariables.CERTAINTY, BotVariables.handed(trigger.certainty()));
        return send(message(trigger.cause()), trigger.contact(), variables);
    }

    private static String message(Cause cause) {
        return cause.equals(Cause.MANUAL_MESSAGE)
                ? BotPause.MANUAL_MESSAGE_SENT
                : cause.equals(Cause.WORKFLOW_MESSAGE)
                        ? BotPause.WORKFLOW_MESSAGE_SENT
                        : BotPause.MESSAGE_LIMIT_REACHED;
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
