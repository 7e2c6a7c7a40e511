package io.botstatus.repair;

import io.botstatus.base.LowerCaseEnum;
import org.jspecify.annotations.Nullable;

/**
 * A disagreement among rows, history and process instances of one pause.
 *
 * @param contactId its contact; if several contacts share a process instance, one of them
 * @param cause of its hold; null if it concerns no single hold
 * @param processInstanceId of the pause; null if it concerns none
 * @param id of a bulk change, a definition or a job, if it concerns no contact and no pause
 * @param detail what is wrong, with the values found
 */
public record Inconsistency(
        Kind kind,
        @Nullable String contactId,
        @Nullable String cause,
        @Nullable String processInstanceId,
        @Nullable String id,
        String detail) {

    /** The kinds of disagreement and their repairs, in the order in which a repair handles them. */
    public enum Kind implements LowerCaseEnum {
        PROCESS_SUSPENDED(
                "A process or a job definition that pauses need is suspended",
                "it is activated, with its instances and jobs"),
        COHORT_WITHOUT_INSTANCE("New pauses may join a process instance that is gone", "no pause can join it any more"),
        STALE_ROW("A contact's row does not follow from its holds", "the row is derived from the holds"),
        HOLD_WITHOUT_EVENT("A hold to which the history does not lead", "the history gets an event that leads to it"),
        EVENT_WITHOUT_HOLD(
                "The history tells of a hold that is gone and does not tell of its end", "the history gets its end"),
        REPLY_COUNT("An impossible count of replies", "it becomes the number of replies granted in the window"),
        HOLD_WITHOUT_INSTANCE(
                "A hold whose process instance is gone, so that no timer will end it",
                "it gets a process instance; if its deadline has passed, it ends"),
        INSTANCE_NOT_WAITING(
                "The process instance of a hold does not wait for its release", "it waits again where the pause waits"),
        OVERDUE_HOLD(
                "A hold whose deadline has passed, or a cohort whose window is over, and that has not ended",
                "it ends"),
        TIMER_MISSING("The process instance of a hold with a deadline has no timer", "it gets its timer"),
        TIMER_STOPPED("The timer of a hold is suspended, has no retries left or no due date", "it is set going again"),
        TIMER_LATE("The timer of a hold is due later than the deadline", "it is due at the deadline"),
        INSTANCE_WITHOUT_HOLD("A process instance of a pause that pauses no contact", "it ends"),
        BULK_WITHOUT_INSTANCE(
                "A bulk change that is not at its end and that no process instance works on",
                "a process instance goes on with it"),
        BULK_STOPPED("The job of a bulk change is suspended or has no retries left", "it is set going again"),
        JOB_NEVER_ACQUIRED(
                "A job that no job executor ever acquires: it has no due date where this engine wants one, or a lock without an end",
                "it is due now; its lock is taken away");

        private final String means;
        private final String repair;

        Kind(String means, String repair) {
            this.means = means;
            this.repair = repair;
        }

        /** Describes the kind in a sentence for people. */
        public String means() {
            return means + ".";
        }

        /** Describes the repair in half a sentence for people. */
        public String repair() {
            return repair;
        }
    }
}
