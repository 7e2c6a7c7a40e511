package io.botstatus.pause;

import io.botstatus.engine.Executions;
import io.botstatus.engine.ProcessInstances;
import io.botstatus.engine.StatusListeners;
import io.botstatus.status.Cause;
import io.botstatus.status.Origin;
import io.botstatus.status.StatusChange;
import io.botstatus.status.hold.Change;
import io.botstatus.status.hold.Holds;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** Applies changes of holds to the running instances of {@code bot-pause}, and tells the listeners of status changes. */
public final class PauseInstances {

    private static final int TOLD_AT_A_TIME = 500;

    private final RuntimeService runtime;
    private final ProcessInstances engine;
    private final StatusListeners processes;
    private final List<StatusChangeListener> listeners;

    PauseInstances(
            RuntimeService runtime,
            ProcessInstances engine,
            StatusListeners processes,
            List<StatusChangeListener> listeners) {
        this.runtime = runtime;
        this.engine = engine;
        this.processes = processes;
        this.listeners = listeners;
    }

    public static Origin origin(DelegateExecution execution) {
        String instance = execution.getProcessInstanceId();
        String activity = execution.getCurrentActivityId();
        return BotVariables.handedOnIfAny(execution, BotVariables.TRIGGER, Trigger.class)
                .map(trigger -> new Origin(
                        instance,
                        activity,
                        trigger.source().evidence(),
                        trigger.source().certainty()))
                .orElseGet(() -> new Origin(instance, activity, null));
    }

    /** Joins the causes for a variable, which has a maximum length: contacts of older versions may have any number of causes. */
    public static String words(Collection<Cause> causes) {
        String all = causes.stream().map(Cause::word).collect(Collectors.joining(","));
        if (all.length() <= BotVariables.MAX_TEXT) {
            return all;
        }
        return all.substring(0, all.lastIndexOf(',', BotVariables.MAX_TEXT - 2)) + ",…";
    }

    /** Follows a change in its transaction: ends the instances that have nothing left to wait for, and tells the listeners. */
    public void follow(Change change) {
        change.finished().forEach(this::release);
        tell(change.statuses());
    }

    /**
     * How many contacts one transaction changes: a whole batch of the SQL, unless the engine has to tell of each. Then only as many
     * as it tells of well within the lease of a job.
     */
    public int turn() {
        return tellsOthers() || processes.areThere() ? TOLD_AT_A_TIME : Holds.MOST_CONTACTS;
    }

    /** Whether other processes hear of changes at all. */
    public boolean tellsProcesses() {
        return processes.areTold();
    }

    /** Whether listeners other than processes hear of changes. */
    public boolean tellsOthers() {
        return listeners.stream().anyMatch(StatusChangeListener::isOn);
    }

    public void tell(List<StatusChange> changes) {
        processes.tell(changes);
        listeners.forEach(listener -> listener.changed(changes));
    }

    /** Follows a change that Java code made, not a process instance, and that brought no deadline forward. */
    public void followFromOutside(Change change) {
        followFromOutside(change, null);
    }

    /** Follows a change that Java code made, not a process instance. The change may have brought a deadline forward. */
    void followFromOutside(Change change, @Nullable String instanceToArm) {
        engine.inCommand(() -> {
            follow(change);
            if (instanceToArm != null && change.until() != null && engine.bringForward(instanceToArm, change.until())) {
                runtime.setVariable(instanceToArm, BotVariables.REACTIVATE_AT, BotVariables.timer(change.until()));
            }
        });
    }

    /** Tells the listeners of changes that have no other effect. Call this from outside the engine. */
    public void tellFromOutside(List<StatusChange> changes) {
        if (!changes.isEmpty()) {
            engine.inCommand(() -> tell(changes));
        }
    }

    /** Tells only the instances that wait for this contact, and starts no process. Call this from outside the engine. */
    public void wake(StatusChange change) {
        engine.inCommand(() -> processes.wake(change));
    }

    /** Ends an instance that has nothing left to wait for. An instance that has ended is left alone. */
    void release(String processInstanceId) {
        if (!engine.send(BotPause.HOLD_RELEASED, processInstanceId)) {
            delete(processInstanceId, "Its hold was released while it did not wait");
        }
    }

    /** Ends the other tokens of an instance of which one has found that nothing is left to wait for. */
    public void releaseOtherTokens(DelegateExecution execution) {
        if (Executions.mayBeOneOfSeveral(execution)) {
            engine.send(BotPause.HOLD_RELEASED, execution.getProcessInstanceId());
        }
    }

    /** Ends instances that no contact's lock protects any more, since no contact has a hold of them. */
    public void releaseLeft(List<String> processInstanceIds) {
        engine.lock(processInstanceIds).forEach(this::release);
    }

    /** Deletes an instance that waits at a place its model does not have, or whose contact is being forgotten. */
    public void delete(String processInstanceId, String why) {
        engine.lock(List.of(processInstanceId)).forEach(instance -> runtime.deleteProcessInstance(instance, why));
    }
}
