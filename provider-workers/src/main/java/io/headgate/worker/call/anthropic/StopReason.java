package io.headgate.worker.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Why an answer ended, in OpenAI's words. */
final class StopReason {
    static final String REFUSAL = "refusal";

    /** A turn that took long, with tools of the provider's own: it goes on when it is given back. */
    private static final String PAUSE = "pause_turn";

    private StopReason() {}

    static boolean isPause(JsonNode reason) {
        return reason.isTextual() && reason.textValue().equals(PAUSE);
    }

    /**
     * What means none of OpenAI's stays as it came.
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
