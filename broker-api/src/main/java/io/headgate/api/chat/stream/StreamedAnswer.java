package io.headgate.api.chat.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.api.chat.ChatJson;
import io.headgate.schemas.message.Delta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A streamed reply as its client is shown it: OpenAI's chunks. Never two texts spliced: pieces are shown while they are one
 * stream without a gap; from the first that is missing, or that begins another stream after something was shown, nothing is
 * shown until the result is there. If what was shown is a beginning of the result, the rest follows; if it is not, the client
 * is told so. Not thread-safe.
 */
public final class StreamedAnswer {
    private final boolean usageWanted;
    private final Shown shown = new Shown();
    private @Nullable Stream stream;
    private boolean resting;
    private @Nullable ObjectNode head;

    /** @param usageWanted whether a last chunk tells the usage */
    public StreamedAnswer(boolean usageWanted) {
        this.usageWanted = usageWanted;
    }

    /**
     * The stream that is shown.
     *
     * @param next the sequence number that continues it
     */
    private record Stream(int number, Instant startedAt, long next) {
        static Stream of(Delta delta) {
            return new Stream(delta.number(), delta.startedAt(), delta.sequence() + 1);
        }

        boolean has(Delta delta) {
            return delta.number() == number && delta.startedAt().equals(startedAt);
        }

        boolean isBefore(Delta delta) {
            return delta.number() > number
                    || (delta.number() == number && delta.startedAt().isAfter(startedAt));
        }
    }

    /** How a stream that has its result goes on. */
    public sealed interface Rest {
        /** The chunks that make it whole, as JSON texts; with the usage where that is wanted. */
        record Chunks(List<String> chunks) implements Rest {}

        /** What was shown is no beginning of the result: it must not be continued. */
        record Replaced() implements Rest {}

        /** The result is no chat completion. */
        record Unreadable() implements Rest {}
    }

    /** The chunk that is to be sent for a piece, as JSON text; empty where none is. */
    public Optional<String> piece(Delta delta) {
        if (resting || !continues(delta)) {
            return Optional.empty();
        }
        stream = Stream.of(delta);
        return ChatJson.object(delta.chunk()).flatMap(this::shown);
    }

    /** Whether a piece goes on where the client is. What it has seen already changes nothing. */
    private boolean continues(Delta delta) {
        Stream current = stream;
        if (current != null && current.has(delta)) {
            if (delta.sequence() < current.next) {
                return false;
            }
            resting = delta.sequence() > current.next || delta.missing() > 0;
        } else if (current == null || current.isBefore(delta)) {
            // Of the earlier stream nothing may have been shown, and of this one nothing may be missing.
            resting = !shown.nothing() || delta.sequence() > 0 || delta.missing() > 0;
        } else {
            return false;
        }
        return !resting;
    }

    private Optional<String> shown(ObjectNode chunk) {
        if (!(chunk.get("choices") instanceof ArrayNode choices) || choices.isEmpty()) {
            return Optional.empty();
        }
        chunk.remove("usage");
        for (JsonNode choice : choices) {
            if (choice instanceof ObjectNode object) {
                shown.note(object);
            }
        }
        if (head == null) {
            head = headOf(chunk);
        }
        chunk.setAll(head);
        return Optional.of(ChatJson.text(chunk));
    }

    /** Whether the client has been shown anything. */
    public boolean begun() {
        return !shown.nothing();
    }

    /** The rest, when the result is there; it is the last word. */
    public Rest rest(String response) {
        ObjectNode whole = ChatJson.object(response).orElse(null);
        if (whole == null || !whole.path("choices").isArray()) {
            return new Rest.Unreadable();
        }
        ObjectNode first = head == null ? headOf(whole) : head;
        List<String> chunks = new ArrayList<>();
        Set<Integer> choices = new HashSet<>();
        for (JsonNode choice : whole.path("choices")) {
            choices.add(choice.path("index").asInt(0));
            List<ObjectNode> rest = choice instanceof ObjectNode object ? shown.rest(object) : List.of();
            if (rest == null) {
                return new Rest.Replaced();
            }
            rest.forEach(next -> chunks.add(ChatJson.text(chunk(first, next))));
        }
        if (!shown.onlyOf(choices)) {
            return new Rest.Replaced();
        }
        if (usageWanted && whole.path("usage").isObject()) {
            ObjectNode usage = first.deepCopy();
            usage.putArray("choices");
            usage.set("usage", whole.get("usage"));
            chunks.add(ChatJson.text(usage));
        }
        return new Rest.Chunks(chunks);
    }

    private static ObjectNode chunk(ObjectNode head, ObjectNode choice) {
        ObjectNode chunk = head.deepCopy();
        chunk.putArray("choices").add(choice);
        return chunk;
    }

    /** What all chunks of a stream share: the first one's, whoever says the rest. */
    private static ObjectNode headOf(ObjectNode of) {
        ObjectNode head = ChatJson.newObject();
        head.put("id", of.path("id").asText("chatcmpl-headgate"));
        head.put("object", "chat.completion.chunk");
        head.put("created", of.path("created").asLong(0));
        head.put("model", of.path("model").asText(""));
        return head;
    }
}
