package io.botstatus.pause.step;

import static io.botstatus.pause.BotVariables.setStored;
import static io.botstatus.pause.BotVariables.setTransient;

import io.botstatus.pause.BotVariables;
import io.botstatus.pause.ContactVariables;
import io.botstatus.pause.InputErrors;
import io.botstatus.pause.LimitReached;
import io.botstatus.pause.Trigger;
import io.botstatus.status.Cause;
import io.botstatus.status.Certainty;
import io.botstatus.status.ContactId;
import io.botstatus.status.SettingsStore;
import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

/** At the start events for messages: checks the trigger's variables, and gives the policy its standard inputs. */
final class ReadTrigger implements ExecutionListener {

    private final Cause cause;
    private final SettingsStore settings;
    private final Clock clock;

    ReadTrigger(Cause cause, SettingsStore settings, Clock clock) {
        this.cause = cause;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateExecution execution) {
        ContactId contact = InputErrors.refused(execution, () -> ContactVariables.of(execution));
        Trigger trigger = InputErrors.refused(execution, () -> {
            BotVariables.refuseOurs(execution);
            BotVariables.requireStorable(execution);
            // A flow or a builder's call that states the author is a caller's word.
            Certainty certainty = BotVariables.handedOnIfAny(execution, BotVariables.CERTAINTY, Certainty.class)
                    .orElse(Certainty.WORD);
            Trigger read = Trigger.read(contact, cause, execution.getVariables(), certainty, clock.instant());
            BotVariables.handOn(execution, BotVariables.TRIGGER, read);
            return read;
        });
        setStored(execution, BotVariables.CAUSE, cause.word());
        // FEEL takes a missing input for null. A policy in another expression language would fail on it.
        setTransient(execution, BotVariables.CHANNEL, trigger.channel());
        setTransient(execution, BotVariables.SENT_BY, trigger.source().sentBy());
        if (cause.equals(Cause.MESSAGE_LIMIT)) {
            // Defaults for another program that counts: our limit, and our window from when it was reached.
            LimitReached.attributes(settings.read(), trigger.happened()).forEach((name, value) -> {
                if (execution.getVariable(name) == null) {
                    setTransient(execution, name, value);
                }
            });
        }
    }
}
