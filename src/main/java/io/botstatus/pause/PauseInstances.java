package io.botstatus.pause;

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

/** The running instances of {@code bot-pause}: what a change of holds means for them and for whoever listens. */
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

    static Origin origin(DelegateExecution execution) {
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

    /** For a variable, which has so many characters at most: contacts of older versions may have causes without number. */
    public static String words(Collection<Cause> causes) {
        String all = causes.stream().map(Cause::word).collect(Collectors.joining(","));
        if (all.length() <= BotVariables.MAX_TEXT) {
            return all;
        }
        return all.substring(0, all.lastIndexOf(',', BotVariables.MAX_TEXT - 2)) + ",…";
    }

    /** In the transaction of the change: ends the instances that have nothing left to wait for, and tells the listeners. */
    void follow(Change change) {
        change.finished().forEach(this::release);
        tell(change.statuses());
    }

    /**
     * How many contacts have their turn in one transaction: as many as SQL changes at once, unless each has to be told of by the
     * engine. Then only as many as it tells of well within the time for which a job is locked.
     */
    public int turn() {
        return tellsOthers() || processes.areThere() ? TOLD_AT_A_TIME : Holds.MOST_CONTACTS;
    }

    /** Whether other processes hear of changes at all. */
    public boolean tellsProcesses() {
        return processes.areTold();
    }

    /** Whether anything but processes hears of changes. */
    public boolean tellsOthers() {
        return listeners.stream().anyMatch(StatusChangeListener::isOn);
    }

    public void tell(List<StatusChange> changes) {
        processes.tell(changes);
        listeners.forEach(listener -> listener.changed(changes));
    }

    /** Follows a change that no instance makes, but code that calls the engine; and it may have brought a deadline forward. */
    void followFromOutside(Change change, @Nullable String instanceToArm) {
        engine.inCommand(() -> {
            follow(change);
            if (instanceToArm != null && change.until() != null && engine.bringForward(instanceToArm, change.until())) {
                runtime.setVariable(instanceToArm, BotVariables.REACTIVATE_AT, BotVariables.timer(change.until()));
            }
        });
    }

    /** Tells of changes from which nothing else follows. To be called from outside of the engine. */
    public void tellFromOutside(List<StatusChange> changes) {
        if (!changes.isEmpty()) {
            engine.inCommand(() -> tell(changes));
        }
    }

    /** Tells only the instances that wait for this contact; no process is started. To be called from outside of the engine. */
    public void wake(StatusChange change) {
        engine.inCommand(() -> processes.wake(change));
    }

    /** Ends an instance that has nothing left to wait for; one that has ended is left alone. */
    void release(String processInstanceId) {
        if (!engine.send(BotPause.HOLD_RELEASED, processInstanceId)) {
            delete(processInstanceId, "Its hold was released while it did not wait");
        }
    }

    /** Ends instances that no lock of a contact protects any more, since their contacts have no hold by them. */
    public void releaseLeft(List<String> processInstanceIds) {
        engine.lock(processInstanceIds).forEach(this::release);
    }

    /** Ends an instance that is somewhere else than its model says, or whose contact is to be forgotten. */
    public void delete(String processInstanceId, String why) {
        engine.lock(List.of(processInstanceId)).forEach(instance -> runtime.deleteProcessInstance(instance, why));
    }
}
