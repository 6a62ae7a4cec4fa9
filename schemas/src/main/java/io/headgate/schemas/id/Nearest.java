package io.headgate.schemas.id;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class Nearest {
    /** Bounds the work for one question. */
    private static final int MAX_NAMES = 5_000;

    private Nearest() {}

    /** The known name with the smallest edit distance, if it is near: at most a third of the name, and at least 2. */
    public static Optional<String> to(String name, Collection<String> known) {
        int near = Math.max(2, name.length() / 3);
        record Candidate(String name, int distance) {}
        return known.stream()
                .limit(MAX_NAMES)
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= near)
                .map(candidate -> new Candidate(candidate, distance(name, candidate)))
                .filter(candidate -> candidate.distance() <= near)
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    /** What is allowed, for an error message: the nearest name if there is one, and the names if they are few. */
    public static String allowed(String name, Collection<String> known) {
        String nearest =
                to(name, known).map(meant -> "did you mean '" + meant + "'? ").orElse("");
        List<String> sorted = known.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return "there are none";
        }
        String listed = String.join(", ", sorted.subList(0, Math.min(sorted.size(), 12)));
        return nearest + "allowed: " + listed + (sorted.size() > 12 ? " … (%d in all)".formatted(sorted.size()) : "");
    }

    /** Insertions, deletions, replacements and swaps of neighbours, each counted as one. */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
