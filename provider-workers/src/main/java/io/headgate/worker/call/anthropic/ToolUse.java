package io.headgate.worker.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.wire.WireJson;
import java.util.regex.Pattern;

/** A call of a tool, as a block has it. */
final class ToolUse {
    private static final Pattern UNSAYABLE = Pattern.compile("[^A-Za-z0-9_-]");

    private ToolUse() {}

    /** The id as it may be said here; those of other providers have other characters too. The same for call and result. */
    static String sayable(String id) {
        return id.isEmpty() ? "_" : UNSAYABLE.matcher(id).replaceAll("_");
    }

    /** The provider's id, else one that is the same whenever the reply is read. @param before calls before it */
    static String id(JsonNode block, int before) {
        String id = Json.text(block, "id");
        return id.isEmpty() ? "call_" + before : id;
    }

    /** What is no object stays visible, for the client to refuse. */
    static String arguments(JsonNode input) {
        return input.isMissingNode() || input.isNull() ? "{}" : WireJson.written(input);
    }
}
