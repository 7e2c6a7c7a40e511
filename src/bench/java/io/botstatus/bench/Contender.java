package io.botstatus.bench;

/** Something that does the work of a row for one round. */
record Contender(String name, Round round) {

    /** Does it once and tells how many times a second, or what it cost. */
    interface Round {
        double run() throws Exception;
    }

    /** The same under another name. */
    Contender named(String other) {
        return new Contender(other, round);
    }
}
