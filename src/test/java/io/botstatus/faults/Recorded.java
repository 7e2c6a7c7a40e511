package io.botstatus.faults;

import java.time.Instant;

/**
 * One request as it was seen from outside.
 *
 * @param answered null: never
 * @param code of HTTP; 0: there was no answer
 * @param answer null: there was none that can be read
 */
record Recorded(Ask ask, String node, Instant sent, Instant answered, int code, Answer answer) {

    enum Outcome {
        ACKNOWLEDGED,
        /** Nothing has changed, and nothing will. */
        REFUSED,
        /** It may have had its effect, or may still have it. */
        UNKNOWN
    }

    /** The fields of the answer, as far as it has them. */
    record Answer(
            boolean granted,
            boolean duplicate,
            String effect,
            String because,
            Long epoch,
            String change,
            String text) {}

    Outcome outcome() {
        return code >= 200 && code < 300
                ? Outcome.ACKNOWLEDGED
                : code >= 400 && code < 500 ? Outcome.REFUSED : Outcome.UNKNOWN;
    }

    boolean isAcknowledged() {
        return outcome() == Outcome.ACKNOWLEDGED;
    }

    boolean isGranted() {
        return ask.kind() == Ask.Kind.PERMIT && isAcknowledged() && answer.granted();
    }

    /** A permit that was refused, with an answer. */
    boolean isDenied() {
        return ask.kind() == Ask.Kind.PERMIT && isAcknowledged() && !answer.granted();
    }

    /** A pause that was there when this was answered. */
    boolean hasPaused() {
        return isAcknowledged()
                && ask.pauses()
                && !answer.duplicate()
                && (ask.kind() == Ask.Kind.STATUS
                        || "paused".equals(answer.effect())
                        || "extended".equals(answer.effect())
                        || "done".equals(answer.effect()));
    }

    /** After it nothing of it can happen any more. */
    Instant end() {
        return outcome() == Outcome.UNKNOWN || answered == null ? Instant.MAX : answered;
    }

    /** For people: the request, its caller, contact and time, and the answer. */
    @Override
    public String toString() {
        return ask.kind() + " " + ask.id() + (ask.status() == null ? "" : " " + ask.status())
                + (ask.lasts() == null ? "" : " for " + ask.lasts())
                + (ask.epoch() == null ? "" : " at epoch " + ask.epoch())
                + " (" + node + ", sent " + sent + ", " + (answered == null ? "never answered" : "answered " + answered)
                + ", " + code + (answer == null ? "" : " " + answer.text()) + ")";
    }
}
