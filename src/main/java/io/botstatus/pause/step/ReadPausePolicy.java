package io.botstatus.pause.step;

import static io.botstatus.pause.BotVariables.setTransient;

import io.botstatus.base.InvalidValueException;
import io.botstatus.engine.DecisionVersions;
import io.botstatus.pause.BotVariables;
import io.botstatus.pause.PauseShortcut;
import io.botstatus.pause.PolicyAnswer;
import io.botstatus.pause.Trigger;
import io.botstatus.status.Cause;
import io.botstatus.status.hold.Pause;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.jspecify.annotations.Nullable;

/**
 * At the end of "Decide pause": makes a pause of the policy's answer. An invalid answer counts as a failed policy, and a failed
 * policy pauses, because a bot that talks over a person is the worse mistake.
 */
final class ReadPausePolicy implements ExecutionListener {

    private final DecisionVersions version;
    private final List<PauseShortcut> shortcuts;

    ReadPausePolicy(DecisionVersions version, List<PauseShortcut> shortcuts) {
        this.version = version;
        this.shortcuts = shortcuts;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return; // the table itself has failed, and the boundary event handles it
        }
        Trigger trigger = BotVariables.handedOn(execution, BotVariables.TRIGGER, Trigger.class);
        try {
            PolicyAnswer answer = new PolicyAnswer(single(execution.getVariable("decisionResult")));
            setTransient(execution, BotVariables.REASON, answer.reason());
            String policy = version.asked();
            Pause pause = answer.pause(
                    trigger.cause(),
                    trigger.happened(),
                    key(trigger, policy),
                    trigger.source().sentBy());
            setTransient(
                    execution,
                    BotVariables.PAUSE_AS,
                    pause == null ? PolicyAnswer.NONE : pause.status().word());
            if (pause != null) {
                BotVariables.handOn(execution, BotVariables.PAUSE, pause);
                boolean seesContact = execution.hasVariable(BotVariables.CONTACT_ID);
                shortcuts.forEach(shortcut -> shortcut.decided(pause, policy, seesContact));
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

    private static @Nullable UUID key(Trigger trigger, String policy) {
        return trigger.cause().equals(Cause.MESSAGE_LIMIT) ? null : trigger.policyKey(policy);
    }
}
