package io.headgate.worker.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.wire.WireJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One block of a streamed message, and what it adds to the answer as it grows. Not thread-safe. */
final class StreamedBlock {
    private final JsonNode content;
    private final String type;
    private final int call;
    private final StringBuilder thinking = new StringBuilder();
    private final StringBuilder signature = new StringBuilder();
    private final StringBuilder said = new StringBuilder();
    private final StringBuilder input = new StringBuilder();
    private boolean argued;

    /** @param call which tool call of the answer it is; negative when it is none */
    StreamedBlock(JsonNode content, int call) {
        this.content = content;
        this.type = Json.text(content, "type");
        this.call = call;
    }

    /** What the beginning adds; null for nothing. */
    @Nullable
    ObjectNode start() {
        return switch (type) {
            case "text" -> text(Json.text(content, "text"));
            case "thinking" -> {
                signature.append(Json.text(content, "signature"));
                yield reasoning(Json.text(content, "thinking"));
            }
            case "tool_use" -> {
                ObjectNode delta = Json.object();
                ObjectNode one = delta.putArray("tool_calls").addObject().put("index", call);
                one.put("id", ToolUse.id(content, call)).put("type", "function");
                one.putObject("function")
                        .put("name", Json.text(content, "name"))
                        .put("arguments", "");
                yield delta;
            }
            default -> null;
        };
    }

    /** What a delta adds; null for nothing. */
    @Nullable
    ObjectNode grow(JsonNode delta) {
        return switch (Json.text(delta, "type")) {
            case "text_delta" -> text(Json.text(delta, "text"));
            case "thinking_delta" -> reasoning(Json.text(delta, "thinking"));
            case "signature_delta" -> {
                signature.append(Json.text(delta, "signature"));
                yield null;
            }
            case "input_json_delta" -> {
                input.append(Json.text(delta, "partial_json"));
                yield arguments(Json.text(delta, "partial_json"));
            }
            default -> null;
        };
    }

    /** A call without deltas has its arguments from the start, or none. */
    @Nullable
    ObjectNode end() {
        return call < 0 || argued ? null : arguments(ToolUse.arguments(content.path("input")));
    }

    /** What is to be given back of it, once it has ended. */
    Optional<ObjectNode> thought() {
        ObjectNode block = Json.object().put("type", type);
        switch (type) {
            case "thinking" -> block.put("thinking", thinking.toString()).put("signature", signature.toString());
            case "redacted_thinking" -> block.set("data", content.path("data"));
            default -> {}
        }
        return Thoughts.of(block);
    }

    /** The block whole, for the model to go on behind it. */
    ObjectNode givenBack() {
        ObjectNode whole = content instanceof ObjectNode object ? object.deepCopy() : Json.object();
        switch (type) {
            case "text" -> whole.put("text", said.toString());
            case "thinking" -> whole.put("thinking", thinking.toString()).put("signature", signature.toString());
            default -> {
                if (!input.isEmpty()) {
                    whole.set("input", WireJson.object(input.toString()).orElseGet(Json::object));
                }
            }
        }
        return whole;
    }

    private @Nullable ObjectNode text(String more) {
        said.append(more);
        return more.isEmpty() ? null : Json.object().put("content", more);
    }

    private @Nullable ObjectNode reasoning(String more) {
        thinking.append(more);
        return more.isEmpty() ? null : Json.object().put("reasoning_content", more);
    }

    private @Nullable ObjectNode arguments(String part) {
        if (call < 0 || part.isEmpty()) {
            return null;
        }
        argued = true;
        ObjectNode delta = Json.object();
        ObjectNode one = delta.putArray("tool_calls").addObject().put("index", call);
        one.putObject("function").put("arguments", part);
        return delta;
    }
}
