package io.headgate.metering.prices;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.metering.input.ExactJson;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of LiteLLM's list that are rates, and how their values are read. */
final class ListedMeters {
    private static final Map<String, Meter> METERS = Map.of(
            "input_cost_per_token", Meter.INPUT,
            "output_cost_per_token", Meter.OUTPUT,
            "output_cost_per_reasoning_token", Meter.REASONING,
            "cache_read_input_token_cost", Meter.CACHE_READ,
            "cache_creation_input_token_cost", Meter.CACHE_WRITE_5M,
            "cache_creation_input_token_cost_above_1hr", Meter.CACHE_WRITE_1H,
            "input_cost_per_request", Meter.REQUEST);

    /** Rates of the same second, one for what goes in meanwhile and one for what comes out. */
    private static final Set<String> OF_SECONDS = Set.of("input_cost_per_second", "output_cost_per_second");

    private ListedMeters() {}

    /** What a field is the rate of; null when it is none that we know. */
    static @Nullable Meter of(String field) {
        return METERS.get(field);
    }

    static boolean isOfSeconds(String field) {
        return OF_SECONDS.contains(field);
    }

    /** As a catalogue has it: for a million tokens, or for one request or second. Empty when it is no rate. */
    static Optional<BigDecimal> rate(Meter meter, JsonNode value) {
        return ExactJson.decimal(value)
                .map(each -> meter.isTokens() ? each.movePointRight(6) : each)
                .map(BigDecimal::stripTrailingZeros)
                .filter(each -> each.signum() >= 0 && each.scale() <= Price.MAX_DECIMALS);
    }

    /** Why a value is no rate. */
    static String refusal(String field, JsonNode value) {
        return "%s: seen %s, allowed a decimal, not negative, with at most %d decimals for a million tokens"
                .formatted(field, abridged(value), Price.MAX_DECIMALS);
    }

    static String abridged(JsonNode value) {
        String text = value.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
