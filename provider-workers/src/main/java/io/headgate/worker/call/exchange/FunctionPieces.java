package io.headgate.worker.call.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.exchange.ChunkAccumulator.Room;

/** What one call calls: what is said to it comes in pieces, its name mostly at once. Not thread-safe. */
final class FunctionPieces {
    private final String saidIn;
    private final Room room;
    private final StringBuilder said = new StringBuilder();
    private String name = "";

    /** @param saidIn the field of what is said to it: {@code arguments} of a function, {@code input} of another tool */
    FunctionPieces(String saidIn, Room room) {
        this.saidIn = saidIn;
        this.room = room;
    }

    void add(JsonNode function) {
        String piece = function.path(saidIn).asText("");
        room.take(piece.length());
        said.append(piece);
        String more = function.path("name").asText("");
        // Some repeat the whole of it with each piece of the arguments.
        if (!more.equals(name)) {
            room.take(more.length());
            name += more;
        }
    }

    ObjectNode json() {
        return JsonNodeFactory.instance.objectNode().put("name", name).put(saidIn, said.toString());
    }
}
