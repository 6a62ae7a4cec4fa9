package io.headgate.worker.call.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;

/** Usage as OpenAI's completions tell it: totals, with what is within them as details. */
public final class UsageJson {
    private UsageJson() {}

    /** OpenAI's counts overlap: the cached tokens are among the prompt's, the reasoning among the completion's. */
    public static ObjectNode of(Usage usage) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("prompt_tokens", usage.inputTokens());
        json.put("completion_tokens", usage.outputTokens());
        json.put("total_tokens", usage.inputTokens() + usage.outputTokens());
        json.putObject("prompt_tokens_details").put("cached_tokens", usage.of(Meter.CACHE_READ));
        json.putObject("completion_tokens_details").put("reasoning_tokens", usage.of(Meter.REASONING));
        return json;
    }
}
