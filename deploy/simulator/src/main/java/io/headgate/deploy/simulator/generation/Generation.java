package io.headgate.deploy.simulator.generation;

import java.time.Instant;
import java.util.List;

/**
 * One completion, free of any wire format.
 *
 * @param number unique in this server, for ids
 * @param createdAt when it was made
 * @param model the model version that answered
 * @param reasoning the text of the hidden tokens, empty unless it was asked for
 * @param text the visible text, empty with tool calls
 * @param toolCalls the calls to functions instead of text
 * @param finish why it ended
 * @param usage its tokens
 */
public record Generation(
        long number,
        Instant createdAt,
        String model,
        String reasoning,
        String text,
        List<ToolCall> toolCalls,
        Finish finish,
        Usage usage) {
    public Generation {
        toolCalls = List.copyOf(toolCalls);
    }

    /** Why a completion ended. */
    public enum Finish {
        STOP,
        LENGTH,
        TOOL_CALL
    }

    /** A function's name and its arguments as JSON text. */
    public record ToolCall(String name, String arguments) {
        int tokens() {
            return TokenRule.count(name) + TokenRule.count(arguments);
        }
    }
}
