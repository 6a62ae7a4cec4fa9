package io.headgate.worker.call.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.exchange.ChunkAccumulator.Room;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tool calls of one choice, whose pieces come in any order, told apart by their index. Not thread-safe. */
final class ToolCallAccumulator {
    /** What a call weighs besides its texts, so that very many empty ones are too much as well. */
    private static final int EACH = 64;

    private static final String FUNCTION = "function";
    private static final String CUSTOM = "custom";

    /** What is put together here, or is of a piece alone. */
    private static final Set<String> OURS = Set.of("index", FUNCTION, CUSTOM);

    private final Room room;
    private final SortedMap<Integer, Call> calls = new TreeMap<>();

    ToolCallAccumulator(Room room) {
        this.room = room;
    }

    private static final class Call {
        final ObjectNode whole = JsonNodeFactory.instance.objectNode();
        final FunctionPieces function;
        final FunctionPieces custom;
        boolean isCustom;

        Call(Room room) {
            this.function = new FunctionPieces("arguments", room);
            this.custom = new FunctionPieces("input", room);
        }

        String type() {
            return isCustom ? CUSTOM : FUNCTION;
        }
    }

    void add(JsonNode piece) {
        Call call = calls.computeIfAbsent(index(piece), _ -> {
            room.take(EACH);
            return new Call(room);
        });
        call.function.add(piece.path(FUNCTION));
        call.custom.add(piece.path(CUSTOM));
        call.isCustom |= piece.path(CUSTOM).isObject();
        piece.properties().forEach(field -> {
            JsonNode value = field.getValue();
            boolean ours = OURS.contains(field.getKey());
            boolean empty =
                    value.isNull() || (value.isTextual() && value.textValue().isEmpty());
            if (!ours && !empty) {
                room.take(value.toString().length());
                call.whole.set(field.getKey(), value);
            }
        });
    }

    /** Some give none: then an id begins a call, and what has no id belongs to the last one. */
    private int index(JsonNode piece) {
        JsonNode index = piece.path("index");
        if (index.isInt()) {
            return index.intValue();
        }
        int next = calls.isEmpty() ? 0 : calls.lastKey() + 1;
        boolean begins = !piece.path("id").asText("").isEmpty();
        return begins || calls.isEmpty() ? next : calls.lastKey();
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** In the order of their index. */
    ArrayNode calls() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Call call : calls.values()) {
            ObjectNode json = list.addObject();
            json.put("id", call.whole.path("id").textValue());
            json.put("type", call.whole.path("type").asText(call.type()));
            json.setAll(call.whole);
            json.set(call.type(), call.isCustom ? call.custom.json() : call.function.json());
        }
        return list;
    }
}
