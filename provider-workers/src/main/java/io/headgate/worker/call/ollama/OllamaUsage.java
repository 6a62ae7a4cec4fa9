package io.headgate.worker.call.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.chat.Counts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the last object of a reply counts. */
final class OllamaUsage {
    private OllamaUsage() {}

    /** Null when either count is missing: a prompt that was in the cache has none. Thinking is not told apart. */
    static @Nullable Usage of(JsonNode reply) {
        JsonNode input = reply.path("prompt_eval_count");
        JsonNode output = reply.path("eval_count");
        if (!Counts.isCount(input) || !Counts.isCount(output)) {
            return null;
        }
        return new Usage(
                Map.of(Meter.INPUT, input.longValue(), Meter.OUTPUT, output.longValue(), Meter.REQUEST, 1L),
                Usage.Source.REPORTED);
    }
}
