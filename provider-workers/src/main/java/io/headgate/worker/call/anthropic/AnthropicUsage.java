package io.headgate.worker.call.anthropic;

import static io.headgate.worker.call.chat.Counts.areCountsOrAbsent;
import static io.headgate.worker.call.chat.Counts.isCount;
import static io.headgate.worker.call.chat.Counts.orZero;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.money.Usage;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tokens by meter: input tokens exclude those of the cache here, and output tokens include thinking. */
final class AnthropicUsage {
    private AnthropicUsage() {}

    /** Null when the input's or the output's count is missing, or another is none. */
    static @Nullable Usage of(JsonNode usage) {
        JsonNode input = usage.path("input_tokens");
        JsonNode output = usage.path("output_tokens");
        JsonNode read = usage.path("cache_read_input_tokens");
        JsonNode created = usage.path("cache_creation_input_tokens");
        JsonNode ofHours = usage.path("cache_creation").path("ephemeral_1h_input_tokens");
        JsonNode ofMinutes = usage.path("cache_creation").path("ephemeral_5m_input_tokens");
        if (!isCount(input) || !isCount(output) || !areCountsOrAbsent(read, created, ofHours, ofMinutes)) {
            return null;
        }
        long hour = orZero(ofHours);
        // Five minutes are the default, and so are what the breakdown does not account for.
        long written = Math.max(orZero(created), hour + orZero(ofMinutes));
        long thought = Math.min(
                output.longValue(), orZero(usage.path("output_tokens_details").path("thinking_tokens")));
        Map<Meter, Long> quantities = new EnumMap<>(Meter.class);
        quantities.put(Meter.INPUT, input.longValue());
        quantities.put(Meter.CACHE_READ, orZero(read));
        quantities.put(Meter.CACHE_WRITE_5M, written - hour);
        quantities.put(Meter.CACHE_WRITE_1H, hour);
        quantities.put(Meter.OUTPUT, output.longValue() - thought);
        quantities.put(Meter.REASONING, thought);
        quantities.put(Meter.REQUEST, 1L);
        return new Usage(quantities, Usage.Source.REPORTED, tier(usage));
    }

    /** What it was served at. Priority has been paid for in advance: what a token of it costs, a list of prices does not say. */
    static ServiceTier tier(JsonNode usage) {
        String told = usage.path("service_tier").asText("");
        return switch (told) {
            case "", "standard" -> new ServiceTier.Standard();
            case "batch" -> new ServiceTier.Batch();
            default -> ServiceTier.Unquoted.of(told);
        };
    }
}
