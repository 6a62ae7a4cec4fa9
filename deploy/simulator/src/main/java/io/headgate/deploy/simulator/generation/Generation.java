package io.headgate.deploy.simulator.generation;

import java.time.Instant;
import java.util.Optional;

/**
 * One completion, free of any wire format.
 *
 * @param number unique in this server, for ids
 * @param createdAt when it was made
 * @param model the model version that answered
 * @param text the visible text, empty with a tool call
 * @param toolCall the call to a function instead of text
 * @param finish why it ended
 * @param usage its tokens
 */
public record Generation(
        long number,
        Instant createdAt,
        String model,
        String text,
        Optional<ToolCall> toolCall,
        Finish finish,
        Usage usage) {
    /** Why a completion ended. */
    public enum Finish {
        STOP,
        LENGTH,
        TOOL_CALL
    }

    /** A function's name and its arguments as JSON text. */
    public record ToolCall(String name, String arguments) {}
}
