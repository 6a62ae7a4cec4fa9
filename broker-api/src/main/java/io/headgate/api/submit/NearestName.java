package io.headgate.api.submit;

import io.headgate.schemas.id.Alias;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name that somebody most likely meant. */
final class NearestName {
    private NearestName() {}

    /** The one the fewest edits away, if that is at most half of its length; the first by name where two are as near. */
    static Optional<Alias> of(Alias seen, Collection<Alias> known) {
        return known.stream()
                .sorted()
                .min(Comparator.comparingInt(name -> edits(seen.value(), name.value())))
                .filter(name ->
                        2 * edits(seen.value(), name.value()) <= name.value().length());
    }

    /** Levenshtein's distance: insertions, deletions and replacements of one character. */
    private static int edits(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] line = new int[to.length() + 1];
            line[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                line[column] = Math.min(replaced, 1 + Math.min(above[column], line[column - 1]));
            }
            above = line;
        }
        return above[to.length()];
    }
}
