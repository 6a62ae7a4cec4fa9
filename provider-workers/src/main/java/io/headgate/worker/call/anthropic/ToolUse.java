package io.headgate.worker.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.worker.call.chat.Json;

/** A call of a tool, as a block has it. */
final class ToolUse {
    private ToolUse() {}

    /** The provider's id, else one that is the same whenever the reply is read. @param before calls before it */
    static String id(JsonNode block, int before) {
        String id = Json.text(block, "id");
        return id.isEmpty() ? "call_" + before : id;
    }

    /** What is no object stays visible, for the client to refuse. */
    static String arguments(JsonNode input) {
        return input.isMissingNode() || input.isNull() ? "{}" : Json.write(input);
    }
}
