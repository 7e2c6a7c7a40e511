package io.botstatus.bench;

/**
 * One row of the table.
 *
 * @param name selects it, as in {@code -Drows=new-pause,timers}
 * @param what the work
 * @param mark the ratio of ours to theirs that it has to reach
 * @param cost whether less is better: then the ratio must not exceed the mark
 * @param warmUps rounds before the first that counts, at most
 */
record Row(String name, String what, double mark, boolean cost, int warmUps, Place ours, Place theirs) {

    /** A row of rates. Its warm-up ends when the rate rises no more. */
    static Row rate(String name, String what, double mark, Place ours, Place theirs) {
        return new Row(name, what, mark, false, 40, ours, theirs);
    }

    /** A row of the time that a call takes. */
    static Row time(String name, String what, double mark, Place ours, Place theirs) {
        return new Row(name, what, mark, true, 6, ours, theirs);
    }

    /** A row of seconds or megabytes of a server that each round starts. */
    static Row cost(String name, String what, double mark, Place ours, Place theirs) {
        return new Row(name, what, mark, true, 1, ours, theirs);
    }
}
