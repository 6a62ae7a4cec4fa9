package io.headgate.metering.reconcile;

import io.headgate.metering.input.CsvTable;
import io.headgate.schemas.process.OptionError;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The usage that Anthropic's console exports as CSV: a row for each day (UTC), model, key and workspace. */
final class AnthropicCsv {
    private static final String DAY = "usage_date_utc";
    private static final String MODEL = "model_version";
    private static final Map<Quantity, String> COLUMNS = new EnumMap<>(Map.of(
            Quantity.INPUT, "usage_input_tokens_no_cache",
            Quantity.CACHE_READ, "usage_input_tokens_cache_read",
            Quantity.CACHE_WRITE_5M, "usage_input_tokens_cache_write_5m",
            Quantity.CACHE_WRITE_1H, "usage_input_tokens_cache_write_1h",
            Quantity.OUTPUT, "usage_output_tokens"));

    private AnthropicCsv() {}

    /** @throws OptionError when it is another table, or a row has no day or a count that is none */
    static List<BilledLine> lines(String name, CsvTable table) {
        if (table.columns().containsAll(List.of(DAY, "cost_usd"))) {
            throw new OptionError(
                    "%s: seen the console's export of costs, which has no model versions and rounds to cents; "
                                    .formatted(name)
                            + "allowed its export of usage, or the pages of cost_report (JSON)");
        }
        List<String> wanted = new ArrayList<>(List.of(DAY, MODEL));
        wanted.addAll(COLUMNS.values());
        table.require(wanted);
        List<BilledLine> lines = new ArrayList<>();
        for (Map<String, String> row : table.rows()) {
            String place = "%s, row %d".formatted(name, lines.size() + 1);
            lines.add(new BilledLine(day(place, row), value(row, MODEL), quantities(place, row)));
        }
        return lines;
    }

    private static LocalDate day(String place, Map<String, String> row) {
        try {
            return LocalDate.parse(value(row, DAY));
        } catch (DateTimeException e) {
            throw new OptionError(
                    "%s, %s: seen '%s', allowed a day such as 2026-10-01".formatted(place, DAY, value(row, DAY)));
        }
    }

    private static Map<Quantity, BigDecimal> quantities(String place, Map<String, String> row) {
        Map<Quantity, BigDecimal> quantities = new EnumMap<>(Quantity.class);
        COLUMNS.forEach((quantity, column) -> {
            String count = value(row, column);
            if (!count.matches("[0-9]{1,18}")) {
                throw new OptionError("%s, %s: seen '%s', allowed a whole number".formatted(place, column, count));
            }
            quantities.put(quantity, new BigDecimal(count));
        });
        return quantities;
    }

    private static String value(Map<String, String> row, String column) {
        return row.getOrDefault(column, "").strip();
    }
}
