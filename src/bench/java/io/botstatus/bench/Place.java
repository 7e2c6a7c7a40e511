package io.botstatus.bench;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a side of a row runs. Sides of different names run in processes of their own, each with a PostgreSQL of its own: a JVM that has
 * run both compiles shared code for neither, and nobody runs both.
 *
 * @param process the name of the process; null: this program, for a side that starts processes itself
 * @param side starts the side for the first row that needs it
 */
record Place(@Nullable String process, Function<Sides, Contender> side) {

    static Place in(String process, Function<Sides, Contender> side) {
        return new Place(process, side);
    }

    static Place here(Function<Sides, Contender> side) {
        return new Place(null, side);
    }
}
