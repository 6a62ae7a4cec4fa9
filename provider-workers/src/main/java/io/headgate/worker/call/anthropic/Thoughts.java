package io.headgate.worker.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.Turn.Assistant;
import io.headgate.worker.call.chat.Unsaid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The model's signed thinking, which is to be given back unchanged with the tool calls that it led to. Clients get it as
 * {@code extra_content.anthropic.thinking} of a message, and give the message back as it was.
 */
final class Thoughts {
    private static final String PROVIDER = "anthropic";
    private static final String THINKING = "thinking";
    private static final String REDACTED = "redacted_thinking";
    private static final String SIGNATURE = "signature";
    private static final String DATA = "data";

    private Thoughts() {}

    static ObjectNode extra(List<ObjectNode> blocks) {
        ObjectNode extra = Json.object();
        ArrayNode array = extra.putObject(PROVIDER).putArray(THINKING);
        blocks.forEach(array::add);
        return extra;
    }

    /** What of a block is to be given back; empty when it may not be: it is no thinking, or not signed. */
    static Optional<ObjectNode> of(JsonNode block) {
        ObjectNode kept = Json.object().put("type", Json.text(block, "type"));
        return switch (Json.text(block, "type")) {
            case THINKING ->
                Optional.of(kept.put(THINKING, Json.text(block, THINKING)).put(SIGNATURE, Json.text(block, SIGNATURE)))
                        .filter(thinking -> !Json.text(thinking, SIGNATURE).isEmpty());
            case REDACTED ->
                Optional.of(kept.put(DATA, Json.text(block, DATA)))
                        .filter(redacted -> !Json.text(redacted, DATA).isEmpty());
            default -> Optional.empty();
        };
    }

    /** What an assistant's message gives back; reasoning as mere text cannot be. */
    static List<ObjectNode> givenBack(Assistant assistant, Unsaid unsaid) {
        List<ObjectNode> blocks = new ArrayList<>();
        JsonNode extra = assistant.extra();
        boolean lost = false;
        if (extra != null) {
            for (JsonNode block : extra.path(PROVIDER).path(THINKING)) {
                Optional<ObjectNode> thought = of(block);
                thought.ifPresent(blocks::add);
                lost |= thought.isEmpty();
            }
        }
        if (lost || (extra != null && blocks.isEmpty())) {
            unsaid.leaveOut(assistant.path() + ".extra_content");
        }
        if (assistant.reasoned() && blocks.isEmpty()) {
            unsaid.leaveOut(assistant.path() + ".reasoning_content");
        }
        return blocks;
    }
}
