package io.headgate.deploy.cli;

import java.util.ArrayList;
import java.util.List;

/** A table for a terminal: text to the left, numbers to the right, two spaces between columns. */
public final class Table {
    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        this.header = List.of(header);
    }

    /** Adds a row of as many cells as there are columns. */
    public Table row(Object... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException("row: seen %d cells, allowed %d".formatted(cells.length, header.size()));
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(
                    cell instanceof Number number && !(cell instanceof java.math.BigDecimal)
                            ? "%,d".formatted(number.longValue())
                            : String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The table, a line break after every line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        append(text, header);
        List<String> rule = new ArrayList<>();
        for (int column = 0; column < header.size(); column++) {
            rule.add("─".repeat(width(column)));
        }
        append(text, rule);
        rows.forEach(row -> append(text, row));
        return text.toString();
    }

    private void append(StringBuilder text, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String padding = " ".repeat(width(column) - cells.get(column).length());
            line.append(column == 0 ? "" : "  ");
            line.append(rightAligned(column) ? padding + cells.get(column) : cells.get(column) + padding);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private int width(int column) {
        return Math.max(
                header.get(column).length(),
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }

    private boolean rightAligned(int column) {
        return rows.stream().map(row -> row.get(column)).allMatch(cell -> cell.matches("[-+]?[\\d.,]+( .*)?|–"));
    }
}
