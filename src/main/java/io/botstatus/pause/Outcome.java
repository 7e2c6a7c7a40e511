package io.botstatus.pause;

import io.botstatus.status.hold.Change;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** Carries the result of a delegate out of the process instance to the Java code that sent its message. */
public final class Outcome {

    private @Nullable Change change;

    public static void report(DelegateExecution execution, Change change) {
        BotVariables.setStored(execution, BotVariables.EFFECT, change.effect().word());
        BotVariables.handedOnIfAny(execution, BotVariables.OUTCOME, Outcome.class)
                .ifPresent(outcome -> outcome.change = change);
        // No later step needs the value, and a caller that reads the instance's variables need not see it.
        BotVariables.drop(execution);
    }

    Change change() {
        if (change == null) {
            throw new IllegalStateException("The deployed process '" + BotPause.PROCESS
                    + "' neither placed a hold nor released one nor noted the message at its end.");
        }
        return change;
    }
}
