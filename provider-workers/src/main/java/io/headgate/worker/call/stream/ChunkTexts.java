package io.headgate.worker.call.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The texts that an OpenAI chunk adds to a reply. Whatever else a chunk may be, it is looked at without an error. */
public final class ChunkTexts {
    /** What a delta says, and what it thinks and refuses. */
    static final List<String> SAID = List.of("content", "refusal", "reasoning", "reasoning_content");

    private static final String CALLS = "tool_calls";
    private static final String FUNCTION = "function";
    private static final String CUSTOM = "custom";
    /** The older name of a call. */
    private static final String OLD_CALL = "function_call";

    private static final int NO_CALL = -1;

    private ChunkTexts() {}

    /**
     * Which text of a reply a piece belongs to.
     *
     * @param choice index of the choice
     * @param field of its message, or of the tool call
     * @param call index of the tool call; -1 for what is none's
     */
    public record Place(int choice, String field, int call) {
        /** Puts a text into a delta that has none at this place. */
        public void put(ObjectNode delta, String text) {
            switch (field) {
                case OLD_CALL -> delta.putObject(OLD_CALL).put("arguments", text);
                case FUNCTION -> toolCall(delta).putObject(FUNCTION).put("arguments", text);
                case CUSTOM -> toolCall(delta).putObject(CUSTOM).put("input", text);
                default -> delta.put(field, text);
            }
        }

        private ObjectNode toolCall(ObjectNode delta) {
            return delta.putArray(CALLS).addObject().put("index", call);
        }
    }

    /** Looks at one text, and may put another in its place. */
    public interface Look {
        /**
         * @param holder what holds it
         * @param name under which it is held
         */
        void at(Place place, ObjectNode holder, String name, String text);
    }

    /** How many characters a chunk adds, names of functions among them. */
    public static long characters(JsonNode chunk) {
        long[] sum = {0};
        Look count = (_, _, _, text) -> sum[0] += text.length();
        for (JsonNode choice : chunk.path("choices")) {
            each(choice, count);
            for (JsonNode call : choice.path("delta").path(CALLS)) {
                sum[0] += call.path(FUNCTION).path("name").asText("").length();
            }
        }
        return sum[0];
    }

    /** Looks at each text of a chunk's choice, in order. */
    public static void each(JsonNode choice, Look look) {
        if (!(choice.get("delta") instanceof ObjectNode delta)) {
            return;
        }
        int index = index(choice, 0);
        for (String field : SAID) {
            text(delta, field, new Place(index, field, NO_CALL), look);
        }
        // Some say a text in parts here too.
        for (JsonNode part : delta.path("content")) {
            text(part, "text", new Place(index, "content", NO_CALL), look);
        }
        text(delta.path(OLD_CALL), "arguments", new Place(index, OLD_CALL, NO_CALL), look);
        int position = 0;
        for (JsonNode call : delta.path(CALLS)) {
            int which = index(call, position++);
            text(call.path(FUNCTION), "arguments", new Place(index, FUNCTION, which), look);
            text(call.path(CUSTOM), "input", new Place(index, CUSTOM, which), look);
        }
    }

    static int index(JsonNode of, int otherwise) {
        return of.path("index").asInt(otherwise);
    }

    private static void text(JsonNode holder, String name, Place place, Look look) {
        if (holder instanceof ObjectNode object && object.get(name) instanceof JsonNode value && value.isTextual()) {
            look.at(place, object, name, value.textValue());
        }
    }
}
