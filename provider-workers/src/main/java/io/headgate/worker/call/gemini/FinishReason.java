package io.headgate.worker.call.gemini;

import org.jspecify.annotations.Nullable;

/** Why an answer ended, in OpenAI's words. */
final class FinishReason {
    /** Of an answer whose prompt was blocked: there is no candidate to have a reason. */
    static final String FILTERED = "content_filter";

    private FinishReason() {}

    /**
     * What means none of OpenAI's stays as it came: {@code MALFORMED_FUNCTION_CALL}, {@code OTHER}.
     *
     * @param reason empty when there is none
     * @param called whether a function was called: there is no reason of its own for that
     * @return null when there is none
     */
    static @Nullable String of(String reason, boolean called) {
        return switch (reason) {
            case "" -> null;
            case "STOP" -> called ? "tool_calls" : "stop";
            case "MAX_TOKENS" -> "length";
            case "SAFETY",
                    "RECITATION",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION",
                    "IMAGE_OTHER" -> FILTERED;
            default -> reason;
        };
    }
}
