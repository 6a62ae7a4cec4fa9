package io.headgate.deploy.benchmarks.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * Cells in aligned columns for a terminal.
 *
 * @param header a name for each column
 * @param toTheRight for each column: numbers are aligned to the right, words to the left
 * @param lines a cell for each column
 */
public record TextTable(List<String> header, List<Boolean> toTheRight, List<List<String>> lines) {
    public TextTable {
        header = List.copyOf(header);
        toTheRight = List.copyOf(toTheRight);
        lines = List.copyOf(lines);
    }

    /** The table, a line break after every line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(line(header)).append('\n');
        text.append("─".repeat(line(header).length())).append('\n');
        lines.forEach(cells -> text.append(line(cells)).append('\n'));
        return text.toString();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < header.size(); column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(width(column) - cell.length());
            line.append(column == 0 ? "" : "  ");
            line.append(toTheRight.get(column) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return Stream.concat(Stream.of(header), lines.stream())
                .mapToInt(cells -> cells.get(column).length())
                .max()
                .orElse(0);
    }
}
