package io.headgate.worker.call.gemini;

import static io.headgate.worker.call.chat.Counts.areCountsOrAbsent;
import static io.headgate.worker.call.chat.Counts.isCount;
import static io.headgate.worker.call.chat.Counts.orZero;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by meter: the prompt's count includes cached ones here and excludes what tools brought in; the candidates' count
 * excludes thoughts.
 */
final class GeminiUsage {
    private GeminiUsage() {}

    /** Null when the input's or the output's count is missing, and cannot be told from the others. */
    static @Nullable Usage of(JsonNode usage) {
        JsonNode prompt = usage.path("promptTokenCount");
        JsonNode ofTools = usage.path("toolUsePromptTokenCount");
        JsonNode ofThoughts = usage.path("thoughtsTokenCount");
        if (!isCount(prompt) || !areCountsOrAbsent(ofTools, ofThoughts)) {
            return null;
        }
        long brought = orZero(ofTools);
        long thought = orZero(ofThoughts);
        Long said = said(usage, prompt.longValue() + brought + thought);
        if (said == null) {
            return null;
        }
        long cached = Math.min(prompt.longValue(), orZero(usage.path("cachedContentTokenCount")));
        Map<Meter, Long> quantities = new EnumMap<>(Meter.class);
        quantities.put(Meter.INPUT, prompt.longValue() - cached + brought);
        quantities.put(Meter.CACHE_READ, cached);
        quantities.put(Meter.OUTPUT, said);
        quantities.put(Meter.REASONING, thought);
        quantities.put(Meter.REQUEST, 1L);
        return new Usage(quantities, Usage.Source.REPORTED);
    }

    /** A count of 0 is left out of such messages; then it is what the total leaves. */
    private static @Nullable Long said(JsonNode usage, long others) {
        JsonNode candidates = usage.path("candidatesTokenCount");
        if (isCount(candidates)) {
            return candidates.longValue();
        }
        JsonNode total = usage.path("totalTokenCount");
        return candidates.isMissingNode() && isCount(total) && total.longValue() >= others
                ? Long.valueOf(total.longValue() - others)
                : null;
    }
}
