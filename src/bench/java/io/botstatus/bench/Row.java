package io.botstatus.bench;

import java.util.function.Function;

/**
 * One row of the table.
 *
 * @param name selects it, as in {@code -Drows=new-pause,timers}
 * @param what the work
 * @param mark the ratio of ours to theirs that it has to reach
 * @param cost whether less is better: then the ratio must not exceed the mark
 * @param turns starts both sides, if they are not running yet
 */
record Row(String name, String what, double mark, boolean cost, Function<Sides, Turns> turns) {

    /** A row of rates. */
    static Row rate(String name, String what, double mark, Function<Sides, Turns> turns) {
        return new Row(name, what, mark, false, turns);
    }

    /** A row of seconds or megabytes. */
    static Row cost(String name, String what, double mark, Function<Sides, Turns> turns) {
        return new Row(name, what, mark, true, turns);
    }

    /** The two sides of a row, which take turns. */
    record Turns(Contender ours, Contender theirs) {}
}
