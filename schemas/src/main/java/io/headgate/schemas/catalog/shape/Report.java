package io.headgate.schemas.catalog.shape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is found while one document is read. Not thread-safe. */
public final class Report {
    /** More than this many problems are counted, not kept: a foreign document must not fill the memory. */
    public static final int MAX_KEPT = 500;

    private static final Comparator<Problem> BY_PLACE = Comparator.comparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::path);

    private final List<Problem> problems = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private int seen;

    public void problem(String path, int line, int column, String message) {
        seen++;
        if (problems.size() < MAX_KEPT) {
            problems.add(new Problem(path, line, column, message));
        }
    }

    public void warning(String path, int line, int column, String message) {
        if (warnings.size() < MAX_KEPT) {
            warnings.add(new Warning(path, line, column, message));
        }
    }

    /** How many problems were found so far, those that are not kept among them. */
    public int seen() {
        return seen;
    }

    boolean full() {
        return problems.size() >= MAX_KEPT;
    }

    /** The problems in the order of the document; a last one says how many were left out, if any were. */
    public List<Problem> problems() {
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(BY_PLACE);
        if (seen > problems.size()) {
            sorted.add(new Problem("", 1, 1, "%d further problems are left out".formatted(seen - problems.size())));
        }
        return List.copyOf(sorted);
    }

    /** The warnings, in the order of the document. */
    public List<Warning> warnings() {
        List<Warning> sorted = new ArrayList<>(warnings);
        sorted.sort(Comparator.comparingInt(Warning::line)
                .thenComparingInt(Warning::column)
                .thenComparing(Warning::path));
        return List.copyOf(sorted);
    }
}
