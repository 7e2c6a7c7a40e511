package io.botstatus.faults;

import io.botstatus.faults.Facts.Event;
import io.botstatus.faults.Facts.Message;
import io.botstatus.faults.Recorded.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Recordings written by hand: moments are milliseconds of one round. */
final class Recordings {

    static final String ANNA = "anna";
    static final Duration SECOND = Duration.ofSeconds(1);
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final List<Recorded> recorded = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final List<String> disagreements = new ArrayList<>();
    private final List<String> stuck = new ArrayList<>();
    private Duration skew = Duration.ZERO;

    static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    Recordings skew(long millis) {
        skew = Duration.ofMillis(millis);
        return this;
    }

    /** A change, acknowledged. */
    Recordings done(Ask ask, long sent, long answered) {
        String effect = ask.kind() == Ask.Kind.BULK ? "done" : "paused";
        return answered(ask, sent, answered, 200, new Answer(false, false, effect, null, null, null, ""));
    }

    Recordings duplicate(Ask ask, long sent, long answered) {
        return answered(ask, sent, answered, 200, new Answer(false, true, "none", null, null, null, ""));
    }

    Recordings refused(Ask ask, long sent, long answered) {
        return answered(ask, sent, answered, 400, null);
    }

    /** Refused because the epoch has changed, with this sentence. */
    Recordings stale(Ask ask, String detail, long sent, long answered) {
        return answered(ask, sent, answered, 412, new Answer(false, false, null, null, null, null, detail));
    }

    Recordings unknown(Ask ask, long sent) {
        recorded.add(new Recorded(ask, "node-1", at(sent), null, 0, null));
        return this;
    }

    Recordings granted(Ask ask, long sent, long answered) {
        return message(ask.id(), "bot", true, answered).grantedAndLost(ask, sent, answered);
    }

    Recordings grantedAndLost(Ask ask, long sent, long answered) {
        return answered(ask, sent, answered, 200, new Answer(true, false, null, null, 1L, null, ""));
    }

    /** A permit that is refused for this reason. */
    Recordings denied(Ask ask, String because, long sent, long answered) {
        return answered(ask, sent, answered, 200, new Answer(false, false, null, because, 1L, null, ""));
    }

    /** An answer that tells an epoch. */
    Recordings told(Ask ask, long epoch, long sent, long answered) {
        return answered(ask, sent, answered, 200, new Answer(false, false, "none", null, epoch, null, ""));
    }

    private Recordings answered(Ask ask, long sent, long answered, int code, Answer answer) {
        recorded.add(new Recorded(ask, "node-1", at(sent), at(answered), code, answer));
        return this;
    }

    /** The event of a pause; until nothing if it lasts until released. */
    Recordings event(String type, String cause, long at, Long until, String by, String reason) {
        events.add(
                new Event(events.size() + 1, ANNA, at(at), type, cause, until == null ? null : at(until), by, reason));
        return this;
    }

    Recordings event(String type, String cause, long at, Long until) {
        return event(type, cause, at, until, null, null);
    }

    Recordings message(String id, String sender, boolean granted, long seen) {
        messages.add(new Message(ANNA, id, sender, granted, at(seen)));
        return this;
    }

    Recordings disagrees(String what) {
        disagreements.add(what);
        return this;
    }

    Recordings stuck(String what) {
        stuck.add(what);
        return this;
    }

    /** Judged at this moment, by a limit of 3 in 10 s. */
    List<String> judged(long at) {
        return Checker.judge(
                recorded,
                new Facts(at(at), events, messages, disagreements, stuck),
                new Rules(3, Duration.ofSeconds(10), skew));
    }
}
