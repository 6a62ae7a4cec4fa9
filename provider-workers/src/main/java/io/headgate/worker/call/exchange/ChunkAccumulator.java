package io.headgate.worker.call.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.wire.UsageJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds the {@code chat.completion.chunk} objects of one stream into the {@code chat.completion} that would have come
 * without streaming. Bounded; not thread-safe. Says nothing of whether the stream was whole.
 */
final class ChunkAccumulator {
    /** More than OpenAI ever gives. */
    private static final int MOST_CHOICES = 128;

    /** Of a chunk's own fields, those that are a completion's too, and the same in each chunk. */
    private static final List<String> HEAD = List.of("id", "created", "model", "system_fingerprint", "service_tier");

    private final Room room;
    private final ObjectNode head = JsonNodeFactory.instance.objectNode();
    private final SortedMap<Integer, ChoiceAccumulator> choices = new TreeMap<>();

    /** @param mostCharacters of all that is said, in all choices */
    ChunkAccumulator(long mostCharacters) {
        this.room = new Room(mostCharacters);
    }

    /** What is left of the characters that may come. */
    static final class Room {
        private long left;

        Room(long characters) {
            this.left = characters;
        }

        void take(long characters) {
            left -= characters;
        }

        boolean isLeft() {
            return left >= 0;
        }
    }

    /** @return false when more has come than is allowed: there is no completion then */
    boolean add(ObjectNode chunk) {
        for (String field : HEAD) {
            JsonNode value = chunk.path(field);
            boolean says =
                    value.isNumber() || (value.isTextual() && !value.textValue().isEmpty());
            if (says && !head.has(field)) {
                room.take(value.asText().length());
                head.set(field, value);
            }
        }
        for (JsonNode choice : chunk.path("choices")) {
            int index = choice.path("index").asInt(0);
            if (!choices.containsKey(index) && choices.size() == MOST_CHOICES) {
                return false;
            }
            choices.computeIfAbsent(index, _ -> new ChoiceAccumulator(room)).add(choice);
        }
        return room.isLeft();
    }

    /** Whether any of an answer has come: until then, nothing of it can have been billed. */
    boolean isBegun() {
        return choices.values().stream().anyMatch(ChoiceAccumulator::saysSomething);
    }

    /**
     * The chunk that makes the first choice's text, and its end, what a completion has; empty when what has come is not the
     * beginning of that text.
     */
    Optional<ObjectNode> rest(ObjectNode whole) {
        JsonNode choice = whole.path("choices").path(0);
        String text = choice.path("message").path("content").asText("");
        String come = completion(null).at("/choices/0/message/content").asText("");
        if (!text.startsWith(come)) {
            return Optional.empty();
        }
        ObjectNode chunk = JsonNodeFactory.instance.objectNode();
        chunk.put("object", "chat.completion.chunk");
        for (String field : HEAD) {
            if (whole.has(field)) {
                chunk.set(field, whole.get(field));
            }
        }
        ObjectNode end = chunk.putArray("choices").addObject().put("index", 0);
        ObjectNode delta = end.putObject("delta");
        if (text.length() > come.length()) {
            delta.put("content", text.substring(come.length()));
        }
        end.set("finish_reason", choice.path("finish_reason"));
        return Optional.of(chunk);
    }

    /** What has come until now, as a completion; with the usage, if there is one. */
    ObjectNode completion(@Nullable Usage usage) {
        ObjectNode completion = JsonNodeFactory.instance.objectNode();
        completion.put("object", "chat.completion");
        for (String field : HEAD) {
            if (head.has(field)) {
                completion.set(field, head.get(field));
            }
        }
        ArrayNode list = completion.putArray("choices");
        for (Map.Entry<Integer, ChoiceAccumulator> choice : choices.entrySet()) {
            list.add(choice.getValue().choice(choice.getKey()));
        }
        if (usage != null) {
            completion.set("usage", UsageJson.of(usage));
        }
        return completion;
    }
}
