package io.headgate.worker.call.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chunks that came one after another, made one: pieces of one text are joined, and the finish that follows them with them.
 * What says anything else stays a chunk of its own. Not thread-safe.
 */
public final class ChunkRun {
    private static final Set<String> PLAIN = Set.of("index", "delta", "finish_reason");

    private final ObjectNode first;
    private final @Nullable Piece piece;
    private @Nullable StringBuilder text;
    private @Nullable String finish;
    private int chunks = 1;

    /** @param first not changed by anybody any more */
    public ChunkRun(ObjectNode first) {
        this.first = first;
        this.piece = Piece.of(first);
        this.finish = piece == null ? null : piece.finish;
    }

    /**
     * A chunk that is nothing but a piece of one text.
     *
     * @param field which text; null for none
     * @param finish null where more may come
     */
    private record Piece(
            int choice,
            @Nullable String field,
            String text,
            @Nullable String finish) {
        /** Null when the chunk is anything else. */
        static @Nullable Piece of(ObjectNode chunk) {
            JsonNode choices = chunk.path("choices");
            JsonNode choice = choices.path(0);
            boolean alone = choices.size() == 1 && !chunk.hasNonNull("usage");
            if (!alone || !(choice.get("delta") instanceof ObjectNode delta) || !hasOnly(choice, PLAIN)) {
                return null;
            }
            String field = null;
            for (Map.Entry<String, JsonNode> said : delta.properties()) {
                boolean isText = ChunkTexts.SAID.contains(said.getKey())
                        && said.getValue().isTextual();
                if (isText && field == null) {
                    field = said.getKey();
                } else if (!said.getKey().equals("role") && !said.getValue().isNull()) {
                    return null;
                }
            }
            JsonNode finish = choice.path("finish_reason");
            return new Piece(
                    ChunkTexts.index(choice, 0),
                    field,
                    field == null ? "" : delta.path(field).textValue(),
                    finish.isTextual() ? finish.textValue() : null);
        }

        private static boolean hasOnly(JsonNode object, Set<String> fields) {
            return object.properties().stream()
                    .allMatch(field ->
                            fields.contains(field.getKey()) || field.getValue().isNull());
        }
    }

    /** Takes a chunk in, if it can be said in one with those before it; whether it was. */
    public boolean join(ObjectNode next) {
        Piece more = piece == null || piece.field == null || finish != null ? null : Piece.of(next);
        if (piece == null || more == null || more.choice != piece.choice) {
            return false;
        }
        if (more.field != null && !Objects.equals(more.field, piece.field)) {
            return false;
        }
        if (text == null) {
            text = new StringBuilder(piece.text);
        }
        text.append(more.text);
        finish = more.finish;
        chunks++;
        return true;
    }

    /** How many chunks it is made of. */
    public int chunks() {
        return chunks;
    }

    /** All of them as one; the first itself when there is no other. */
    public ObjectNode chunk() {
        if (piece == null || text == null) {
            return first;
        }
        ObjectNode joined = first.deepCopy();
        if (joined.path("choices").path(0) instanceof ObjectNode choice
                && choice.get("delta") instanceof ObjectNode delta) {
            delta.put(piece.field, text.toString());
            if (finish != null) {
                choice.put("finish_reason", finish);
            }
        }
        return joined;
    }
}
