package io.botstatus.bench;

/** One side of a row. It does the row's work for one round. */
record Contender(String name, Round round) {

    /** Does one round and returns the rate, or the cost. */
    interface Round {
        Figure run() throws Exception;
    }

    /** A round whose single calls are not timed. */
    interface Work {
        double run() throws Exception;
    }

    static Contender of(String name, Work work) {
        return new Contender(name, () -> new Figure(work.run(), null));
    }

    /** The same work under another name. */
    Contender named(String other) {
        return new Contender(other, round);
    }
}
