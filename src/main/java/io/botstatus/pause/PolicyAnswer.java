package io.botstatus.pause;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.IsoTime;
import io.botstatus.base.Text;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.hold.Pause;
import io.botstatus.status.hold.Reactivation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of the pause policy by name, each checked when it is read.
 *
 * @param outputs of the rule that matched
 */
public record PolicyAnswer(Map<String, Object> outputs) {

    /** Pauses nothing. */
    public static final String NONE = "none";

    /** The words for how to pause. */
    public static final List<String> ANSWERS = List.of(BotStatus.SNOOZED.word(), BotStatus.INACTIVE.word(), NONE);

    private static final int MAX_REASON = 500;

    /** The status to pause as; null for none. Without one, only the reason is used. */
    public @Nullable BotStatus pauseAs() {
        Object as = outputs.get(BotVariables.PAUSE_AS);
        if (NONE.equals(as)) {
            return null;
        }
        if (!BotStatus.SNOOZED.word().equals(as) && !BotStatus.INACTIVE.word().equals(as)) {
            // "active" is no slip of "inactive".
            throw InvalidValueException.ofList(
                    BotVariables.PAUSE_AS,
                    as,
                    "snoozed, inactive or none",
                    BotStatus.ACTIVE.word().equals(as) ? List.of() : ANSWERS);
        }
        return BotStatus.of(BotVariables.PAUSE_AS, as);
    }

    public @Nullable String reason() {
        return Text.optional(BotVariables.REASON, outputs.get(BotVariables.REASON), MAX_REASON);
    }

    /** The pause for a trigger; null if the policy decides for none. */
    public @Nullable Pause pause(Cause cause, Instant happened, @Nullable UUID policyKey, @Nullable String sentBy) {
        BotStatus as = pauseAs();
        return as == null
                ? null
                : new Pause(
                        cause,
                        as,
                        happened,
                        Reactivation.of(
                                outputs.get(BotVariables.REACTIVATE_AFTER), outputs.get(BotVariables.REACTIVATE_AT)),
                        new Pause.Repeats(extend(outputs.get("extend")), atMost(outputs.get("atMost")), policyKey),
                        reason(),
                        sentBy);
    }

    private static boolean extend(@Nullable Object value) {
        if (value != null && !(value instanceof Boolean)) {
            throw new InvalidValueException("extend", value, "true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    private static @Nullable Duration atMost(@Nullable Object value) {
        return value == null ? null : IsoTime.duration("atMost", value);
    }
}
