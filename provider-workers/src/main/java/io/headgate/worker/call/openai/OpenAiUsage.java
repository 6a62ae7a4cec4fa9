package io.headgate.worker.call.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens by meter. OpenAI counts cached tokens within {@code prompt_tokens} and reasoning within
 * {@code completion_tokens}; our meters are disjoint.
 */
final class OpenAiUsage {
    /** The rule of thumb where nothing was reported: a token is about four characters. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private OpenAiUsage() {}

    /** What the reply reports; empty when it lacks either count. An explicit 0 is a value. */
    static Optional<Usage> reported(JsonNode completion) {
        JsonNode usage = completion.path("usage");
        JsonNode prompt = usage.path("prompt_tokens");
        JsonNode output = usage.path("completion_tokens");
        if (!isCount(prompt) || !isCount(output)) {
            return Optional.empty();
        }
        long cached = Math.min(prompt.longValue(), cached(usage));
        long reasoning = Math.min(
                output.longValue(),
                count(usage.path("completion_tokens_details").path("reasoning_tokens")));
        Map<Meter, Long> quantities = new EnumMap<>(Meter.class);
        quantities.put(Meter.INPUT, prompt.longValue() - cached);
        quantities.put(Meter.CACHE_READ, cached);
        quantities.put(Meter.OUTPUT, output.longValue() - reasoning);
        quantities.put(Meter.REASONING, reasoning);
        quantities.put(Meter.REQUEST, 1L);
        return Optional.of(new Usage(quantities, Usage.Source.REPORTED));
    }

    /** A guess: the router's estimate of the input, and the reply's characters. */
    static Usage estimated(JsonNode completion, Dispatch dispatch) {
        long input = dispatch.reservation().inputTokens();
        Map<Meter, Long> quantities = new EnumMap<>(Meter.class);
        quantities.put(
                Meter.INPUT,
                input > 0 ? input : tokens(dispatch.request().body().length()));
        quantities.put(Meter.OUTPUT, tokens(characters(completion)));
        quantities.put(Meter.REQUEST, 1L);
        return new Usage(quantities, Usage.Source.ESTIMATED);
    }

    private static long characters(JsonNode completion) {
        long characters = 0;
        for (JsonNode choice : completion.path("choices")) {
            JsonNode message = choice.path("message");
            characters += message.path("content").asText("").length();
            for (JsonNode call : message.path("tool_calls")) {
                characters += call.path("function").toString().length();
            }
        }
        return characters;
    }

    private static long tokens(long characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    /** DeepSeek names the cached ones in a field of its own. */
    private static long cached(JsonNode usage) {
        JsonNode details = usage.path("prompt_tokens_details").path("cached_tokens");
        return isCount(details) ? details.longValue() : count(usage.path("prompt_cache_hit_tokens"));
    }

    private static long count(JsonNode node) {
        return isCount(node) ? node.longValue() : 0;
    }

    private static boolean isCount(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
    }
}
