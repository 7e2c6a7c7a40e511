package io.botstatus.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Suggests an existing name for one that does not exist. */
public final class SpellingSuggestion {

    /** The most letters wrong, missing, added or swapped that still look like a slip. */
    private static final int SLIP = 2;

    private SpellingSuggestion() {}

    /** The name that needs the fewest changes to become this one; empty if half of its letters or more would change. */
    public static Optional<String> of(String word, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt((String name) -> distance(word, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> 2 * distance(word, name) < name.length());
    }

    /** The name that differs by a slip or by case only. */
    public static Optional<String> slip(String word, Collection<String> names) {
        // A caller may send any text, and a long one is no slip of a name.
        List<String> near = names.stream()
                .filter(name -> Math.abs(name.length() - word.length()) <= SLIP)
                .toList();
        return of(word, near).filter(name -> distance(word, name) <= SLIP);
    }

    /** The edit distance of two words: letters changed, added, left out, or swapped with their neighbour. It ignores case. */
    static int distance(String from, String to) {
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, from, to, i, j);
            }
        }
        return edits[from.length()][to.length()];
    }

    private static int cheapest(int[][] edits, String from, String to, int i, int j) {
        int changed = edits[i - 1][j - 1] + (same(from, i - 1, to, j - 1) ? 0 : 1);
        int cheapest = Math.min(changed, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && same(from, i - 1, to, j - 2) && same(from, i - 2, to, j - 1);
        return swapped ? Math.min(cheapest, edits[i - 2][j - 2] + 1) : cheapest;
    }

    private static boolean same(String from, int i, String to, int j) {
        return Character.toLowerCase(from.charAt(i)) == Character.toLowerCase(to.charAt(j));
    }
}
