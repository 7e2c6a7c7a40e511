package io.botstatus;

import java.util.List;
import java.util.stream.IntStream;

/** How much a {@link Sampled} test tries. The profile {@code long} sets {@code -Dtests.samples=many}. */
public final class Samples {

    private static final boolean MANY =
            System.getProperty("tests.samples", "few").equals("many");
    private static final int ONE_OF = 8;

    private Samples() {}

    /** The one number or the other. */
    public static int of(int few, int many) {
        return MANY ? many : few;
    }

    /**
     * All of them, or one of eight.
     *
     * @param offset differs between callers, so that together they try each
     */
    public static <T> List<T> of(List<T> all, int offset) {
        return MANY
                ? all
                : IntStream.range(0, all.size())
                        .filter(index -> Math.floorMod(index - offset, ONE_OF) == 0)
                        .mapToObj(all::get)
                        .toList();
    }
}
