package io.headgate.metering.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.metering.input.CsvTable;
import io.headgate.schemas.process.OptionError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The costs or the usage of completions that OpenAI's dashboard exports as CSV: the results of its interface, one a row,
 * with the times of their bucket beside them. A bucket without a result is a row of its times alone.
 */
final class OpenAiCsv {
    private static final String AMOUNT = "amount_value";
    private static final String CURRENCY = "amount_currency";
    private static final List<String> TIMES = List.of("start_time", "end_time");
    private static final List<String> COSTS = List.of(AMOUNT, CURRENCY, "line_item");
    private static final List<String> USAGE =
            List.of("model", "num_model_requests", "input_tokens", "input_cached_tokens", "output_tokens");

    private OpenAiCsv() {}

    /** Whether it looks like one of the two; whether all columns are there is seen when it is read. */
    static boolean wrote(CsvTable table) {
        return table.columns().contains(TIMES.getFirst());
    }

    /**
     * The rows as buckets of the interface, each with one result or none.
     *
     * @throws OptionError when a column is missing
     */
    static List<ObjectNode> buckets(CsvTable table) {
        boolean costs = table.columns().contains(AMOUNT);
        List<String> told = costs ? COSTS : USAGE;
        List<String> wanted = new ArrayList<>(TIMES);
        wanted.addAll(told);
        table.require(wanted);
        return table.rows().stream().map(row -> bucket(row, told)).toList();
    }

    private static ObjectNode bucket(Map<String, String> row, List<String> told) {
        ObjectNode bucket = JsonNodeFactory.instance.objectNode();
        TIMES.forEach(column -> put(bucket, column, row));
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        told.forEach(column -> put(result, column, row));
        var results = bucket.putArray("results");
        if (!result.isEmpty()) {
            results.add(result);
        }
        if (told.equals(COSTS) && !result.isEmpty()) {
            ObjectNode amount = result.putObject("amount");
            amount.set("value", result.remove(AMOUNT));
            amount.set("currency", result.remove(CURRENCY));
        }
        return bucket;
    }

    private static void put(ObjectNode node, String column, Map<String, String> row) {
        String value = row.getOrDefault(column, "").strip();
        if (!value.isEmpty()) {
            node.put(column, value);
        }
    }
}
