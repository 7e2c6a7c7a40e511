package io.botstatus.pause;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.Text;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.hold.Pause;
import io.botstatus.status.hold.Reactivation;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for a status: by a person, with the cause {@code manual_change}, or by a workflow, with any other cause.
 *
 * @param reactivation when the bot becomes active again
 * @param override whether a workflow that sets the bot active also lifts a person's holds and opt-outs
 */
public record StatusRequest(
        BotStatus status,
        Reactivation reactivation,
        @Nullable String reason,
        @Nullable String requestedBy,
        Cause cause,
        boolean override) {

    private static final int MAX_REASON = 500;
    private static final int MAX_NAME = 200;

    /** Checks every value; throws {@link InvalidValueException} if one cannot be used. */
    public StatusRequest {
        reason = Text.optional(BotVariables.REASON, reason, MAX_REASON);
        requestedBy = Text.optional(BotVariables.REQUESTED_BY, requestedBy, MAX_NAME);
        if (status != BotStatus.ACTIVE) {
            // An invalid pause is refused here, before any transaction begins.
            Pause.requested(cause, status, Instant.EPOCH, reactivation, reason, requestedBy);
        } else if (!(reactivation instanceof Reactivation.Never)) {
            throw new InvalidValueException(
                    BotVariables.STATUS, status.word(), "snoozed or inactive with a reactivateAfter or reactivateAt");
        }
    }

    /** The request of a person. */
    public static StatusRequest byPerson(
            BotStatus status, Reactivation reactivation, @Nullable String reason, @Nullable String person) {
        return new StatusRequest(status, reactivation, reason, person, Cause.MANUAL_CHANGE, false);
    }

    /**
     * Reads a request from variables.
     *
     * @param otherwise who asks, if the variables do not say
     * @throws InvalidValueException if one cannot be used
     */
    public static StatusRequest read(Map<String, Object> variables, @Nullable String otherwise) {
        String requestedBy = Trigger.text(variables, BotVariables.REQUESTED_BY);
        return new StatusRequest(
                BotStatus.of(BotVariables.STATUS, variables.get(BotVariables.STATUS)),
                Reactivation.of(
                        blankIsNull(variables.get(BotVariables.REACTIVATE_AFTER)),
                        blankIsNull(variables.get(BotVariables.REACTIVATE_AFTER_UNIT)),
                        blankIsNull(variables.get(BotVariables.REACTIVATE_AT))),
                Trigger.text(variables, BotVariables.REASON),
                requestedBy == null ? otherwise : requestedBy,
                Cause.ofRequest(blankIsNull(variables.get(BotVariables.CAUSE))),
                flag(variables.get(BotVariables.OVERRIDE)));
    }

    /**
     * Refuses a pause that would be over before it begins.
     *
     * @throws InvalidValueException if it would
     */
    public void mustEndAfter(Instant now) {
        Instant until = status == BotStatus.ACTIVE ? null : reactivation.until(now);
        if (until != null && !until.isAfter(now)) {
            throw new InvalidValueException(BotVariables.REACTIVATE_AT, until, "an instant later than now, " + now);
        }
    }

    public Pause pause(Instant now) {
        return Pause.requested(cause, status, now, reactivation, reason, requestedBy);
    }

    private static @Nullable Object blankIsNull(@Nullable Object value) {
        return value instanceof String text && text.isBlank() ? null : value;
    }

    private static boolean flag(@Nullable Object value) {
        if (value == null || value.equals(false) || value.equals("false") || value.equals("")) {
            return false;
        }
        if (value.equals(true) || value.equals("true")) {
            return true;
        }
        throw new InvalidValueException(BotVariables.OVERRIDE, value, "true or false");
    }
}
