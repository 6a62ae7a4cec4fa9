package io.headgate.router.intake;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that a misspelt one was probably meant to be. */
final class Nearest {
    /** Beyond this a name is nonsense, not a slip; it bounds the work too. */
    private static final int MAX_LENGTH = 128;

    private Nearest() {}

    /** The known name with the least edits to {@code name}, the first in order among equals; empty when none is known. */
    static Optional<String> to(String name, Collection<String> known) {
        String bounded = name.length() > MAX_LENGTH ? name.substring(0, MAX_LENGTH) : name;
        return known.stream().sorted().min(Comparator.comparingInt(candidate -> distance(bounded, candidate)));
    }

    /** Levenshtein's distance, two rows at a time. */
    static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
