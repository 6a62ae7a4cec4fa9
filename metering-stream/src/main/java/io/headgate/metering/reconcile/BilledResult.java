package io.headgate.metering.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.metering.input.ExactJson;
import io.headgate.schemas.process.OptionError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One result of a bill's bucket, in terms that all formats share. */
record BilledResult(
        String model,
        Map<Quantity, BigDecimal> quantities,
        @Nullable Currency currency) {
    static BilledResult of(String name, BillFormat format, JsonNode result) {
        return switch (format) {
            case OPENAI_COSTS -> {
                // A line item is the model and what it was used for: "gpt-4.1-2025-04-14, input".
                String item = result.path("line_item").asText("");
                JsonNode amount = result.path("amount");
                int comma = item.indexOf(", ");
                String model = comma < 0 ? item : item.substring(0, comma);
                yield cost(name, model, amount.path("value"), amount.path("currency"), 0);
            }
            // In cents, as a decimal in quotes.
            case ANTHROPIC_COST ->
                cost(name, result.path("model").asText(""), result.path("amount"), result.path("currency"), 2);
            case OPENAI_USAGE -> openAiUsage(name, result);
            case ANTHROPIC_USAGE -> anthropicUsage(name, result);
        };
    }

    private static BilledResult cost(String name, String model, JsonNode amount, JsonNode code, int decimals) {
        try {
            Currency currency = Currency.getInstance(code.asText().toUpperCase(Locale.ROOT));
            BigDecimal cost = number(name, "amount", amount).movePointLeft(decimals);
            return new BilledResult(model, Map.of(Quantity.COST, cost), currency);
        } catch (IllegalArgumentException e) {
            throw new OptionError("%s, currency: seen %s, allowed an ISO 4217 code".formatted(name, code));
        }
    }

    /** Its input has the cached tokens in it. */
    private static BilledResult openAiUsage(String name, JsonNode result) {
        BigDecimal input = count(name, result, "input_tokens");
        BigDecimal cached = count(name, result, "input_cached_tokens");
        Map<Quantity, BigDecimal> quantities = new EnumMap<>(Quantity.class);
        quantities.put(Quantity.REQUESTS, count(name, result, "num_model_requests"));
        quantities.put(Quantity.INPUT, input.subtract(cached));
        quantities.put(Quantity.CACHE_READ, cached);
        quantities.put(Quantity.OUTPUT, count(name, result, "output_tokens"));
        return new BilledResult(result.path("model").asText(""), quantities, null);
    }

    private static BilledResult anthropicUsage(String name, JsonNode result) {
        JsonNode written = result.path("cache_creation");
        Map<Quantity, BigDecimal> quantities = new EnumMap<>(Quantity.class);
        quantities.put(Quantity.INPUT, count(name, result, "uncached_input_tokens"));
        quantities.put(Quantity.CACHE_READ, count(name, result, "cache_read_input_tokens"));
        quantities.put(Quantity.CACHE_WRITE_5M, count(name, written, "ephemeral_5m_input_tokens"));
        quantities.put(Quantity.CACHE_WRITE_1H, count(name, written, "ephemeral_1h_input_tokens"));
        quantities.put(Quantity.OUTPUT, count(name, result, "output_tokens"));
        return new BilledResult(result.path("model").asText(""), quantities, null);
    }

    /** Zero when it is not told. OpenAI's tables write {@code 10.0} for ten. */
    private static BigDecimal count(String name, JsonNode result, String field) {
        JsonNode value = result.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return BigDecimal.ZERO;
        }
        try {
            return number(name, field, value).setScale(0, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw new OptionError("%s, %s: seen %s, allowed a whole number".formatted(name, field, value));
        }
    }

    private static BigDecimal number(String name, String field, JsonNode value) {
        return ExactJson.decimal(value)
                .orElseThrow(() -> new OptionError("%s, %s: seen %s, allowed a number".formatted(name, field, value)));
    }
}
