package io.headgate.deploy.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Rows as one table for a terminal. */
public final class Table {
    private static final List<String> HEADER =
            List.of("scenario", "what", "measured", "ideal or baseline", "ratio", "target", "met?");

    /** The first two columns and the last hold words. */
    private static final List<Boolean> TO_THE_RIGHT = List.of(false, false, true, true, true, true, false);

    private static final String NOTHING = "–";

    private final TextTable table;

    public Table(List<Row> rows) {
        table = new TextTable(
                HEADER, TO_THE_RIGHT, rows.stream().map(Table::cells).toList());
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
        return table.toString();
    }
}
