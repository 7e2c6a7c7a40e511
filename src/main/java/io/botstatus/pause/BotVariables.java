package io.botstatus.pause;

import io.botstatus.base.InvalidValueException;
import io.botstatus.engine.StatusChangedEvent;
import io.botstatus.engine.TimerDates;
import java.io.Serializable;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.StringValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;

/** The process variables of {@code bot-pause}: inputs of triggers, and values that its steps hand on. */
public final class BotVariables {

    private static final int MAX_NAME = 255;

    /** The longest text that the engine can store as a variable. */
    public static final int MAX_TEXT = 4000;

    // Inputs of triggers and requests.
    public static final String CONTACT_ID = StatusChangedEvent.CONTACT_ID;
    public static final String CONTACT_IDS = "contactIds";
    static final String MESSAGE_ID = "messageId";
    static final String SENT_AT = "sentAt";
    public static final String SENT_BY = "sentBy";
    public static final String CHANNEL = "channel";
    static final String EVIDENCE = "evidence";
    public static final String STATUS = "status";
    public static final String REACTIVATE_AFTER = "reactivateAfter";
    public static final String REACTIVATE_AT = StatusChangedEvent.REACTIVATE_AT;
    public static final String REASON = "reason";
    public static final String REQUESTED_BY = "requestedBy";
    public static final String CAUSE = StatusChangedEvent.CAUSE;
    static final String OVERRIDE = "override";
    static final String REACTIVATE_AFTER_UNIT = "reactivateAfterUnit";
    static final String WINDOW_ENDS_AT = "windowEndsAt";
    static final String MESSAGE_LIMIT = "messageLimit";
    static final String MESSAGE_LIMIT_WINDOW = "messageLimitWindow";

    // Values that the steps of the process hand on. They are transient: they live as long as the transaction.
    public static final String TRIGGER = "botTrigger";
    public static final String PAUSE = "botPause";
    public static final String PAUSE_AS = "pauseAs";
    static final String OUTCOME = "botOutcome";
    public static final String HOLDS_OF_MANY = "botHoldsOfMany";
    public static final String CERTAINTY = "botCertainty";
    public static final String ENDED = "botEnded";

    /** Values that the process stores about itself. This one, in the instance of a cohort: until when other pauses may join. */
    public static final String COHORT_ENDS_AT = "cohortEndsAt";

    /** Marks an instance that a repair has started for the holds of several contacts. */
    public static final String REPAIRED = "repaired";

    /** How many times in a row a timer came before its own due date. */
    public static final String EARLY_TIMERS = "earlyTimers";

    public static final String POLICY_FAILURE = "policyFailure";
    public static final String EFFECT = "effect";
    public static final String OVER = "over";
    public static final String RELEASED_CAUSES = "releasedCauses";
    public static final String KEPT_CAUSES = "keptCauses";

    // Outputs of the delegates for builders' models, and their own inputs.
    public static final String PLACED_CAUSE = "placedCause";
    public static final String BOT_STATUS = StatusChangedEvent.BOT_STATUS;
    public static final String BOT_RESPONDING = "botResponding";
    public static final String BOT_REACTIVATE_AT = "botReactivateAt";
    public static final String BOT_EPOCH = "botEpoch";
    public static final String REPLY_ID = "replyId";
    public static final String EPOCH = "epoch";
    public static final String REPLY_GRANTED = "replyGranted";
    public static final String REPLY_REFUSED_BECAUSE = "replyRefusedBecause";
    /** Whether a draft for a person is allowed where no reply is granted. */
    public static final String REPLY_DRAFT = "replyDraft";

    public static final String ACTIVE = "active";

    /** The variables that the pause policy may see of a trigger, beside the attributes that a caller gives it. */
    public static final List<String> OF_TRIGGERS = List.of(
            CAUSE,
            CHANNEL,
            SENT_BY,
            SENT_AT,
            MESSAGE_ID,
            CONTACT_ID,
            EVIDENCE,
            MESSAGE_LIMIT,
            MESSAGE_LIMIT_WINDOW,
            WINDOW_ENDS_AT);

    /**
     * Names that no caller may use: values that one step hands to the next, and beans of the process. An expression would take a
     * variable for the bean of its name.
     */
    private static final Set<String> OURS = Set.of(
            TRIGGER,
            PAUSE,
            HOLDS_OF_MANY,
            ENDED,
            COHORT_ENDS_AT,
            REPAIRED,
            EARLY_TIMERS,
            POLICY_FAILURE,
            "readManualMessage",
            "readWorkflowMessage",
            "readMessageLimit",
            "readStatusRequest",
            "readPausePolicy",
            "noteBotTrigger",
            "placeBotHold",
            "releaseBotHolds",
            "reactivateContactBot");

    /** Names with a meaning of their own, so no attribute of a message can have them. */
    private static final Set<String> TAKEN = Set.of(
            CONTACT_ID,
            MESSAGE_ID,
            SENT_AT,
            SENT_BY,
            CHANNEL,
            EVIDENCE,
            CAUSE,
            REACTIVATE_AT,
            PAUSE_AS,
            OUTCOME,
            CERTAINTY,
            EFFECT,
            OVER,
            RELEASED_CAUSES,
            KEPT_CAUSES);

    /** Variables that the process stores. The engine cannot turn a caller's transient variable of such a name into a stored one. */
    private static final Set<String> STORED = Set.of(CAUSE, REACTIVATE_AT, EFFECT, RELEASED_CAUSES, KEPT_CAUSES);

    private BotVariables() {}

    /** Whether this name is reserved, so that no attribute of a message can have it. */
    static boolean isReserved(String name) {
        return OURS.contains(name) || TAKEN.contains(name);
    }

    /**
     * Checks a caller's variables before any step relies on them.
     *
     * @throws InvalidValueException if one of the variables has a name that is the process's own
     */
    public static void refuseOurs(VariableScope scope) {
        for (String name : scope.getVariableNames()) {
            if (OURS.contains(name)) {
                throw new InvalidValueException(
                        name, scope.getVariable(name), "no variable of this name, since it is the process's own");
            }
            if (STORED.contains(name) && scope.getVariableTyped(name, false).isTransient()) {
                throw new InvalidValueException(
                        name, scope.getVariable(name), "a variable that is not transient, since the process stores it");
            }
        }
    }

    /**
     * Checks that the engine can store a message's variables: names of at most 255 characters and texts of at most 4,000.
     *
     * @throws InvalidValueException naming the variable
     */
    public static void requireStorable(VariableScope scope) {
        for (String name : scope.getVariableNames()) {
            requireAtMost("variables", name, MAX_NAME);
            if (scope.getVariableTyped(name, false) instanceof StringValue text && text.getValue() != null) {
                requireAtMost(name, text.getValue(), MAX_TEXT);
            }
        }
    }

    private static void requireAtMost(String field, String text, int max) {
        if (text.codePointCount(0, text.length()) > max) {
            throw new InvalidValueException(field, text, "a text of at most " + max + " characters");
        }
    }

    /** Sets a variable for the rest of the transaction, unless the caller gave it: then it stays stored, with this value. */
    public static void setTransient(VariableScope scope, String name, @Nullable Object value) {
        TypedValue given = scope.getVariableTyped(name, false);
        scope.setVariable(name, Variables.untypedValue(value, given == null || given.isTransient()));
    }

    /** Sets a variable that is stored, in place of a caller's transient one, which the engine would never store. */
    public static void setStored(VariableScope scope, String name, @Nullable Object value) {
        TypedValue given = scope.getVariableTyped(name, false);
        if (given != null && given.isTransient()) {
            scope.removeVariable(name);
        }
        scope.setVariable(name, value);
    }

    /** Hands an object on to later steps of the same transaction. */
    public static void handOn(VariableScope scope, String name, Object value) {
        scope.setVariable(name, handed(value));
    }

    /** An object for a variable that is never stored. */
    public static TypedValue handed(Object value) {
        return Variables.untypedValue(new Handed(value), true);
    }

    /** An object that an earlier step of the same transaction handed on. */
    public static <T> T handedOn(DelegateExecution execution, String name, Class<T> type) {
        return handedOnIfAny(execution, name, type)
                .orElseThrow(() -> new IllegalStateException(
                        "Activity '%s' finds no '%s': from its start to 'Set contact bot status', %s has to run in one"
                                        .formatted(execution.getCurrentActivityId(), name, BotPause.PROCESS)
                                + " transaction, and its start events need their listeners."));
    }

    public static <T> Optional<T> handedOnIfAny(DelegateExecution execution, String name, Class<T> type) {
        return execution.getVariable(name) instanceof Handed handed && type.isInstance(handed.value)
                ? Optional.of(type.cast(handed.value))
                : Optional.empty();
    }

    public static void drop(VariableScope scope) {
        scope.removeVariables(List.of(TRIGGER, PAUSE, OUTCOME, HOLDS_OF_MANY, CERTAINTY));
    }

    /** The due date of a timer; null without a deadline. */
    public static @Nullable Date timer(@Nullable Instant deadline) {
        return deadline == null ? null : TimerDates.of(deadline);
    }

    /** A serializable wrapper. The engine takes only serializable objects as variables, even if it never stores them. */
    private static final class Handed implements Serializable {

        private final transient Object value;

        Handed(Object value) {
            this.value = value;
        }
    }
}
