package io.headgate.worker.call.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.chat.Counts;
import io.headgate.worker.call.chat.ServedTier;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens by meter. OpenAI counts cached tokens within {@code prompt_tokens} and reasoning within
 * {@code completion_tokens}; our meters are disjoint.
 */
final class OpenAiUsage {
    private OpenAiUsage() {}

    /** What a completion or a chunk reports, at the tier it tells; empty when it lacks either count. An explicit 0 is a value. */
    static Optional<Usage> reported(JsonNode reply) {
        JsonNode usage = reply.path("usage");
        JsonNode prompt = usage.path("prompt_tokens");
        JsonNode output = usage.path("completion_tokens");
        if (!Counts.isCount(prompt) || !Counts.isCount(output)) {
            return Optional.empty();
        }
        long cached = Math.min(prompt.longValue(), cached(usage));
        long reasoning = Math.min(
                output.longValue(),
                Counts.orZero(usage.path("completion_tokens_details").path("reasoning_tokens")));
        Map<Meter, Long> quantities = new EnumMap<>(Meter.class);
        quantities.put(Meter.INPUT, prompt.longValue() - cached);
        quantities.put(Meter.CACHE_READ, cached);
        quantities.put(Meter.OUTPUT, output.longValue() - reasoning);
        quantities.put(Meter.REASONING, reasoning);
        quantities.put(Meter.REQUEST, 1L);
        return Optional.of(new Usage(quantities, Usage.Source.REPORTED, ServedTier.of(reply)));
    }

    /** DeepSeek names the cached ones in a field of its own. */
    private static long cached(JsonNode usage) {
        JsonNode details = usage.path("prompt_tokens_details").path("cached_tokens");
        return Counts.isCount(details) ? details.longValue() : Counts.orZero(usage.path("prompt_cache_hit_tokens"));
    }
}
