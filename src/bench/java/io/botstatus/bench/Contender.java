package io.botstatus.bench;

/** Something that does the work of a row for one round. */
record Contender(String name, Round round) {

    /** What is not built yet: its rows show the other's figure. */
    static final Contender MISSING = new Contender("not there yet", () -> Double.NaN);

    /** Does it once and tells how many times a second, or what it cost. */
    interface Round {
        double run() throws Exception;
    }

    /** The same under another name. */
    Contender named(String other) {
        return new Contender(other, round);
    }
}
