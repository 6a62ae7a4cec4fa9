package io.headgate.worker.call.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.exchange.ChunkAccumulator.Room;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One choice of a completion, put together from its deltas. Not thread-safe. */
final class ChoiceAccumulator {
    /** What comes bit by bit; all other fields of a delta come whole, and the last one counts. */
    private static final Set<String> PIECEWISE = Set.of("content", "refusal", "reasoning_content", "reasoning");

    private static final String CALLS = "tool_calls";
    private static final String FUNCTION = "function_call";
    private static final String LOGPROBS = "logprobs";

    private final Room room;
    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
    private final ObjectNode whole = JsonNodeFactory.instance.objectNode();
    private final ToolCallAccumulator calls;
    private final ObjectNode logprobs = JsonNodeFactory.instance.objectNode();
    private @Nullable FunctionPieces function;
    private @Nullable String finish;

    ChoiceAccumulator(Room room) {
        this.room = room;
        this.calls = new ToolCallAccumulator(room);
    }

    void add(JsonNode choice) {
        choice.path("delta").properties().forEach(field -> delta(field.getKey(), field.getValue()));
        choice.path(LOGPROBS).properties().forEach(list -> logprobs(list.getKey(), list.getValue()));
        if (choice.path("finish_reason").isTextual()) {
            finish = choice.path("finish_reason").textValue();
        }
    }

    private void delta(String name, JsonNode value) {
        if (PIECEWISE.contains(name)) {
            value.forEach(this::part);
            text(name, value);
        } else if (name.equals(CALLS)) {
            value.forEach(calls::add);
        } else if (name.equals(FUNCTION)) {
            function = function == null ? new FunctionPieces("arguments", room) : function;
            function.add(value);
        } else if (!value.isNull() && !name.equals("role")) {
            room.take(value.toString().length());
            whole.set(name, value);
        }
    }

    /** Some say a text in parts here too, and among them what they think. */
    private void part(JsonNode part) {
        text("content", part.path("text"));
        part.path("thinking").forEach(thought -> text("reasoning_content", thought.path("text")));
    }

    private void text(String name, JsonNode text) {
        if (text.isTextual()) {
            room.take(text.textValue().length());
            texts.computeIfAbsent(name, _ -> new StringBuilder()).append(text.textValue());
        }
    }

    private void logprobs(String name, JsonNode list) {
        if (list.isArray()) {
            room.take(list.toString().length());
            ArrayNode all = logprobs.get(name) instanceof ArrayNode begun ? begun : logprobs.putArray(name);
            all.addAll((ArrayNode) list);
        }
    }

    boolean saysSomething() {
        return !calls.isEmpty() || function != null || texts.values().stream().anyMatch(text -> !text.isEmpty());
    }

    /** As a choice of a completion. */
    ObjectNode choice(int index) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("role", "assistant");
        message.putNull("content");
        texts.forEach((name, text) -> message.put(name, text.toString()));
        message.setAll(whole);
        if (!calls.isEmpty()) {
            message.set(CALLS, calls.calls());
        }
        if (function != null) {
            message.set(FUNCTION, function.json());
        }
        ObjectNode choice = JsonNodeFactory.instance.objectNode();
        choice.put("index", index);
        choice.set("message", message);
        if (!logprobs.isEmpty()) {
            choice.set(LOGPROBS, logprobs);
        }
        return choice.put("finish_reason", finish);
    }
}
