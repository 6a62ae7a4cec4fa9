package io.headgate.worker.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Why an answer ended, in OpenAI's words. */
final class StopReason {
    static final String REFUSAL = "refusal";

    private StopReason() {}

    /**
     * What means none of OpenAI's stays as it came: {@code pause_turn}, after which the turn would have to be continued,
     * comes of tools of the provider's own, which no client of ours can ask for.
     *
     * @return null when there is none
     */
    static @Nullable String of(JsonNode reason) {
        if (!reason.isTextual()) {
            return null;
        }
        return switch (reason.textValue()) {
            case "end_turn", "stop_sequence" -> "stop";
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case REFUSAL -> "content_filter";
            default -> reason.textValue();
        };
    }
}
