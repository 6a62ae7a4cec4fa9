package io.headgate.metering.input;

import io.headgate.schemas.process.OptionError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A text of comma-separated values (RFC 4180) whose first line names the columns: what a spreadsheet or a provider's
 * console writes.
 */
public final class CsvTable {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String name;
    private final List<String> columns;
    private final List<List<String>> rows;

    private CsvTable(String name, List<String> columns, List<List<String>> rows) {
        this.name = name;
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * Reads a whole text; empty lines are left out.
     *
     * @param name what it is, for the error
     * @throws OptionError when it has no line, a quote is not closed, or a line has another number of values than the first
     */
    public static CsvTable read(String name, String text) {
        List<List<String>> lines = new Splitter(name, text).lines();
        if (lines.isEmpty()) {
            throw new OptionError("%s: seen nothing, allowed a line of columns and lines of values".formatted(name));
        }
        List<String> columns = lines.getFirst().stream().map(String::strip).toList();
        for (int line = 1; line < lines.size(); line++) {
            if (lines.get(line).size() != columns.size()) {
                throw new OptionError("%s, row %d: seen %d values, allowed %d, one for each column"
                        .formatted(name, line, lines.get(line).size(), columns.size()));
            }
        }
        return new CsvTable(name, columns, List.copyOf(lines.subList(1, lines.size())));
    }

    public List<String> columns() {
        return columns;
    }

    /** The rows, by column; row 1 is the first below the columns. */
    public List<Map<String, String>> rows() {
        return rows.stream()
                .map(values -> {
                    Map<String, String> row = new HashMap<>();
                    for (int i = 0; i < columns.size(); i++) {
                        row.put(columns.get(i), values.get(i));
                    }
                    return row;
                })
                .toList();
    }

    /**
     * Makes sure that these columns are there.
     *
     * @throws OptionError when one of them is missing
     */
    public void require(List<String> wanted) {
        List<String> missing =
                wanted.stream().filter(column -> !columns.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new OptionError("%s: seen columns %s, allowed those with %s".formatted(name, columns, missing));
        }
    }

    /** Splits a text into lines of values, character by character: a quoted value may hold commas and line ends. */
    private static final class Splitter {
        private final List<List<String>> lines = new ArrayList<>();
        private final StringBuilder value = new StringBuilder();
        private final String name;
        private final String text;
        private List<String> line = new ArrayList<>();

        Splitter(String name, String text) {
            this.name = name;
            this.text = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        }

        List<List<String>> lines() {
            boolean quoted = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    value.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    endValue();
                } else if (c == '\n' && !quoted) {
                    endLine();
                } else if (c != '\r' || quoted) {
                    value.append(c);
                }
            }
            if (quoted) {
                throw new OptionError("%s: seen a quote that is not closed, allowed quotes in pairs".formatted(name));
            }
            endLine();
            return lines;
        }

        private void endValue() {
            line.add(value.toString());
            value.setLength(0);
        }

        private void endLine() {
            boolean empty = line.isEmpty() && value.isEmpty();
            endValue();
            if (!empty) {
                lines.add(line);
            }
            line = new ArrayList<>();
        }
    }
}
