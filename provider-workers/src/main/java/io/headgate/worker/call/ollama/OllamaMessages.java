package io.headgate.worker.call.ollama;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.ContentPart;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.Turn;
import io.headgate.worker.call.chat.Unsaid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes messages: text in one piece, images apart from it, arguments as objects, results by the tool's name. */
final class OllamaMessages {
    private final Unsaid unsaid;
    private final ArrayNode messages = Json.array();
    /** Names of the tools that were called, by the id of the call. */
    private final Map<String, String> called = new HashMap<>();

    OllamaMessages(Unsaid unsaid) {
        this.unsaid = unsaid;
    }

    ArrayNode of(List<Turn> turns) {
        turns.forEach(this::add);
        return messages;
    }

    private void add(Turn turn) {
        switch (turn) {
            case Turn.Instructions(List<ContentPart> content) -> message("system", content);
            case Turn.User(List<ContentPart> content) -> message("user", content);
            case Turn.Assistant assistant -> assistant(assistant);
            case Turn.ToolResult(String _, String callId, List<ContentPart> content) -> {
                ObjectNode result = message("tool", content).put("tool_call_id", callId);
                String name = called.get(callId);
                if (name != null) {
                    result.put("tool_name", name);
                }
            }
        }
    }

    private void assistant(Turn.Assistant assistant) {
        ObjectNode message = message("assistant", assistant.content());
        if (assistant.reasoning() != null) {
            message.put("thinking", assistant.reasoning());
        }
        if (assistant.extra() != null) {
            unsaid.drop(assistant.path() + ".extra_content");
        }
        if (assistant.calls().isEmpty()) {
            return;
        }
        ArrayNode calls = message.putArray("tool_calls");
        for (Turn.ToolCall call : assistant.calls()) {
            called.put(call.id(), call.name());
            ObjectNode function = calls.addObject().put("id", call.id()).putObject("function");
            function.put("name", call.name()).set("arguments", call.arguments());
            if (call.extra() != null) {
                unsaid.drop(call.path() + ".extra_content");
            }
        }
    }

    private ObjectNode message(String role, List<ContentPart> content) {
        StringBuilder text = new StringBuilder();
        ArrayNode images = Json.array();
        for (ContentPart part : content) {
            if (part.cacheControl() != null) {
                unsaid.drop(part.path() + ".cache_control");
            }
            switch (part) {
                case ContentPart.Text(String _, String more, var _) ->
                    text.append(text.isEmpty() ? "" : "\n").append(more);
                case ContentPart.Inline inline
                when inline.kind() == ContentPart.Kind.IMAGE -> images.add(inline.base64());
                case ContentPart.Inline other -> unsaid.refuse(other.path(), "text and images");
                // The server fetches nothing: an image comes with the request or not at all.
                case ContentPart.LinkedImage link -> unsaid.refuse(link.path(), "an image as a data URL");
            }
        }
        ObjectNode message = messages.addObject().put("role", role).put("content", text.toString());
        if (!images.isEmpty()) {
            message.set("images", images);
        }
        return message;
    }
}
