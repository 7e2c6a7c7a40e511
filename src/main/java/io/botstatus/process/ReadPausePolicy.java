package io.botstatus.process;

import static io.botstatus.process.BotVariables.setTransient;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.InvalidValueException;
import io.botstatus.status.Iso;
import io.botstatus.status.Pause;
import io.botstatus.status.Reactivation;
import io.botstatus.status.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.jspecify.annotations.Nullable;

/**
 * At the end of "Decide pause": makes a pause of what the policy said. An answer that makes no sense is a failed policy, and a
 * failed policy pauses: the worse mistake is a bot that talks over a person.
 */
final class ReadPausePolicy implements ExecutionListener {

    private static final String NONE = "none";
    private static final int MAX_REASON = 500;

    private final PolicyVersion version;

    ReadPausePolicy(PolicyVersion version) {
        this.version = version;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Trigger trigger = BotVariables.handedOn(execution, BotVariables.TRIGGER, Trigger.class);
        try {
            Map<String, Object> answer = single(execution.getVariable("decisionResult"));
            setTransient(execution, BotVariables.REASON, reason(answer));
            Pause pause = pause(trigger, answer);
            setTransient(
                    execution,
                    BotVariables.PAUSE_AS,
                    pause == null ? NONE : pause.status().word());
            if (pause != null) {
                BotVariables.handOn(execution, BotVariables.PAUSE, pause);
            }
        } catch (InvalidValueException e) {
            setTransient(execution, BotVariables.PAUSE_AS, null);
            execution.setVariable(BotVariables.POLICY_FAILURE, e.getMessage());
        }
    }

    private static Map<String, Object> single(@Nullable Object result) {
        List<Map<String, Object>> rules = result instanceof DmnDecisionResult found ? found.getResultList() : List.of();
        if (rules.size() != 1) {
            throw new InvalidValueException("the number of rules that matched", rules.size(), "exactly one");
        }
        return rules.get(0);
    }

    private @Nullable Pause pause(Trigger trigger, Map<String, Object> answer) {
        Object as = answer.get(BotVariables.PAUSE_AS);
        if (NONE.equals(as)) {
            return null;
        }
        if (!BotStatus.SNOOZED.word().equals(as) && !BotStatus.INACTIVE.word().equals(as)) {
            throw new InvalidValueException(BotVariables.PAUSE_AS, as, "snoozed, inactive or none");
        }
        return new Pause(
                trigger.cause(),
                BotStatus.of(BotVariables.PAUSE_AS, as),
                trigger.happened(),
                Reactivation.of(answer.get(BotVariables.REACTIVATE_AFTER), answer.get(BotVariables.REACTIVATE_AT)),
                extend(answer.get("extend")),
                atMost(answer.get("atMost")),
                trigger.cause().equals(Cause.MESSAGE_LIMIT) ? null : trigger.policyKey(version.latest()),
                reason(answer),
                trigger.sentBy());
    }

    private static boolean extend(@Nullable Object value) {
        if (value != null && !(value instanceof Boolean)) {
            throw new InvalidValueException("extend", value, "true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    private static @Nullable Duration atMost(@Nullable Object value) {
        return value == null ? null : Iso.duration("atMost", value);
    }

    private static @Nullable String reason(Map<String, Object> answer) {
        return Text.optional(BotVariables.REASON, answer.get(BotVariables.REASON), MAX_REASON);
    }
}
