package io.botstatus.bench;

/** One side of a row. It does the row's work for one round. */
record Contender(String name, Round round) {

    /** Does one round and returns the rate, or the cost. */
    interface Round {
        double run() throws Exception;
    }

    /** The same work under another name. */
    Contender named(String other) {
        return new Contender(other, round);
    }
}
