package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Parameters whose value is what every format does unasked: leaving them out leaves nothing out. */
public final class IdleParameters {
    /** Ours to say: the model is pinned, and whether an answer is streamed is our choice. */
    private static final Set<String> OURS = Set.of("model", "stream", "stream_options");

    private static final Map<String, Predicate<JsonNode>> IDLE = Map.ofEntries(
            Map.entry("n", is(1)),
            Map.entry("temperature", is(1)),
            Map.entry("top_p", is(1)),
            Map.entry("frequency_penalty", is(0)),
            Map.entry("presence_penalty", is(0)),
            Map.entry("top_logprobs", is(0)),
            Map.entry("logprobs", is(false)),
            Map.entry("store", is(false)),
            Map.entry("parallel_tool_calls", is(true)),
            Map.entry("tool_choice", is("auto")),
            Map.entry("service_tier", is("auto")),
            Map.entry("verbosity", is("medium")),
            Map.entry("modalities", value -> value.size() == 1 && is("text").test(value.get(0))));

    private IdleParameters() {}

    /** Whether a value of a parameter, by its name in the body, says nothing. */
    public static boolean isIdle(String name, JsonNode value) {
        Predicate<JsonNode> idle = IDLE.get(name);
        return OURS.contains(name) || (idle != null && idle.test(value));
    }

    private static Predicate<JsonNode> is(int number) {
        return value -> value.isNumber() && value.decimalValue().compareTo(BigDecimal.valueOf(number)) == 0;
    }

    private static Predicate<JsonNode> is(boolean flag) {
        return value -> value.isBoolean() && value.booleanValue() == flag;
    }

    private static Predicate<JsonNode> is(String text) {
        return value -> value.isTextual() && value.textValue().equals(text);
    }
}
