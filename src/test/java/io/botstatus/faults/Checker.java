package io.botstatus.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Judges by the recorded requests and by the database whether a promise was broken. */
final class Checker {

    private static final List<Promise> PROMISES = List.of(
            new NothingIsLost(),
            new HoldsEndOnce(),
            new NoPermitWhilePaused(),
            new NoSilencePastTheDeadline(),
            new TheLimitIsKept(),
            new LateRepliesAreFenced(),
            new ErrorsAreTheirOwn());

    private Checker() {}

    /** One promise. It returns a sentence for each time that it was broken. */
    interface Promise {
        Stream<String> broken(List<Recorded> recorded, Facts facts, Rules rules);
    }

    static List<String> judge(List<Recorded> recorded, Facts facts, Rules rules) {
        List<String> broken = new ArrayList<>();
        PROMISES.forEach(promise -> promise.broken(recorded, facts, rules).forEach(broken::add));
        broken.addAll(facts.disagreements());
        broken.addAll(facts.stuck());
        return broken;
    }
}
