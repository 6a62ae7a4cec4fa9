package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message of a conversation, by who speaks. Contents may be empty. */
public sealed interface Turn {
    /** Of a system or developer. */
    record Instructions(List<ContentPart> content) implements Turn {}

    record User(List<ContentPart> content) implements Turn {}

    /**
     * Of the model.
     *
     * @param path where it is in the body
     * @param extra what a provider wants to be given back with the message, {@code extra_content}; null for nothing
     * @param reasoning what the client gives back of it, as text; null for none
     */
    record Assistant(
            String path,
            List<ContentPart> content,
            List<ToolCall> calls,
            @Nullable ObjectNode extra,
            @Nullable String reasoning)
            implements Turn {
        /** Whether the client gives reasoning back as text. */
        public boolean reasoned() {
            return reasoning != null;
        }
    }

    /**
     * What a tool gave.
     *
     * @param callId of the call that it answers
     */
    record ToolResult(String path, String callId, List<ContentPart> content) implements Turn {}

    /**
     * A call that the model made.
     *
     * @param extra what a provider wants to be given back with the call, {@code extra_content}; null for nothing
     */
    record ToolCall(
            String path,
            String id,
            String name,
            ObjectNode arguments,
            @Nullable ObjectNode extra) {
        /** Without the arguments. */
        @Override
        public String toString() {
            return "ToolCall[%s]".formatted(path);
        }
    }
}
