package io.headgate.deploy.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Rows as one aligned table for a terminal: words to the left, numbers to the right. */
public final class Table {
    private static final List<String> HEADER =
            List.of("scenario", "what", "measured", "ideal or baseline", "ratio", "target", "met?");

    /** The first two columns and the last hold words. */
    private static final List<Boolean> TO_THE_RIGHT = List.of(false, false, true, true, true, true, false);

    private static final String NOTHING = "–";

    private final List<List<String>> lines;

    public Table(List<Row> rows) {
        lines = Stream.concat(Stream.of(HEADER), rows.stream().map(Table::cells))
                .toList();
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.scenario(),
                row.what(),
                row.measured().toString(),
                row.against() == null ? NOTHING : row.against().toString(),
                row.ratio().isEmpty()
                        ? NOTHING
                        : String.format(Locale.ROOT, "%.3f", row.ratio().getAsDouble()),
                row.target() == null ? NOTHING : row.target().toString(),
                row.met().map(met -> met ? "yes" : "NO").orElse(NOTHING));
    }

    /** The table, a line break after every line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(line(lines.get(i))).append('\n');
            if (i == 0) {
                text.append("─".repeat(line(HEADER).length())).append('\n');
            }
        }
        return text.toString();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < HEADER.size(); column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(width(column) - cell.length());
            line.append(column == 0 ? "" : "  ");
            line.append(TO_THE_RIGHT.get(column) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return lines.stream()
                .mapToInt(cells -> cells.get(column).length())
                .max()
                .orElse(0);
    }
}
