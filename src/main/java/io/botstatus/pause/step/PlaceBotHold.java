package io.botstatus.pause.step;

import io.botstatus.pause.BotVariables;
import io.botstatus.pause.ContactVariables;
import io.botstatus.pause.HoldPlacement;
import io.botstatus.pause.InputErrors;
import io.botstatus.pause.InstanceSharing;
import io.botstatus.pause.Outcome;
import io.botstatus.pause.PauseInstances;
import io.botstatus.pause.Trigger;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Change;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.Holds;
import io.botstatus.status.hold.Pause;
import io.botstatus.status.hold.Reactivation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The task "Set contact bot status". */
final class PlaceBotHold implements JavaDelegate {

    private static final Logger LOG = LoggerFactory.getLogger(PlaceBotHold.class);
    private static final Duration PAUSE_WITHOUT_POLICY = Duration.ofHours(1);

    /** The effect when another instance stands for the pause, so that this one has nothing to wait for. */
    private static final String JOINED = "joined";

    private final Holds holds;
    private final PauseInstances instances;
    private final List<InstanceSharing> sharings;

    PlaceBotHold(Holds holds, PauseInstances instances, List<InstanceSharing> sharings) {
        this.holds = holds;
        this.instances = instances;
        this.sharings = sharings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        BotVariables.handedOnIfAny(execution, BotVariables.HOLDS_OF_MANY, HoldPlacement.class)
                .ifPresentOrElse(many -> placeForMany(many, execution), () -> place(execution));
    }

    private static void placeForMany(HoldPlacement many, DelegateExecution execution) {
        Instant until = many.place(execution.getProcessInstanceId(), execution.getCurrentActivityId());
        BotVariables.setStored(execution, BotVariables.EFFECT, Effect.PAUSED.word());
        BotVariables.setStored(execution, BotVariables.REACTIVATE_AT, BotVariables.timer(until));
        BotVariables.drop(execution);
    }

    private void place(DelegateExecution execution) {
        ContactId contact = InputErrors.refused(execution, () -> ContactVariables.of(execution));
        // No pause was handed on if the policy failed, by an expression or by an invalid answer.
        Pause pause = BotVariables.handedOnIfAny(execution, BotVariables.PAUSE, Pause.class)
                .orElseGet(() -> withoutPolicy(execution, contact));
        String[] keeper = {execution.getProcessInstanceId()};
        Change change = InputErrors.refused(
                execution,
                () -> holds.place(
                        contact,
                        pause,
                        messageId(execution),
                        PauseInstances.origin(execution),
                        until -> keeper[0] = instanceFor(until, execution)));
        Outcome.report(execution, change);
        if (change.effect() == Effect.PAUSED) {
            if (!keeper[0].equals(execution.getProcessInstanceId())) {
                BotVariables.setStored(execution, BotVariables.EFFECT, JOINED);
            }
            BotVariables.setStored(execution, BotVariables.REACTIVATE_AT, BotVariables.timer(change.until()));
        }
        if (!change.released().isEmpty()) {
            BotVariables.setStored(execution, BotVariables.RELEASED_CAUSES, PauseInstances.words(change.released()));
        }
        instances.follow(change);
    }

    private String instanceFor(@Nullable Instant until, DelegateExecution execution) {
        return until == null
                ? execution.getProcessInstanceId()
                : sharings.stream()
                        .flatMap(sharing -> sharing.instanceFor(until, execution).stream())
                        .findFirst()
                        .orElseGet(execution::getProcessInstanceId);
    }

    private static Pause withoutPolicy(DelegateExecution execution, ContactId contact) {
        Trigger trigger = BotVariables.handedOn(execution, BotVariables.TRIGGER, Trigger.class);
        String failure = failure(execution);
        LOG.error(
                "The pause policy failed for contact {}, so the bot is paused for {}: {}",
                contact,
                PAUSE_WITHOUT_POLICY,
                failure);
        return new Pause(
                trigger.cause(),
                BotStatus.SNOOZED,
                trigger.happened(),
                new Reactivation.After(PAUSE_WITHOUT_POLICY),
                new Pause.Repeats(true, null, null),
                reason(failure),
                trigger.source().sentBy());
    }

    /** Shortens the failure. The engine could not store a longer text, and the contact would not be paused at all. */
    private static String failure(DelegateExecution execution) {
        String failure = String.valueOf(execution.getVariable(BotVariables.POLICY_FAILURE));
        if (failure.length() <= BotVariables.MAX_TEXT) {
            return failure;
        }
        String shortened = failure.substring(0, BotVariables.MAX_TEXT - 1) + "…";
        execution.setVariable(BotVariables.POLICY_FAILURE, shortened);
        return shortened;
    }

    private static String reason(String failure) {
        String text = "The pause policy failed: " + failure.replaceAll("\\p{Cntrl}", " ");
        return text.length() <= 500 ? text : text.substring(0, 499) + "…";
    }

    private static @Nullable String messageId(DelegateExecution execution) {
        return BotVariables.handedOnIfAny(execution, BotVariables.TRIGGER, Trigger.class)
                .map(trigger -> trigger.source().messageId())
                .orElse(null);
    }
}
