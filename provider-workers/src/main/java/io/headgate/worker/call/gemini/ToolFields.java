package io.headgate.worker.call.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.Tools;
import io.headgate.worker.call.chat.Tools.Function;
import io.headgate.worker.call.chat.Unsaid;

/** Writes the tools and the choice among them. */
final class ToolFields {
    private ToolFields() {}

    static void write(Tools tools, Unsaid unsaid, ObjectNode to) {
        if (tools.functions().isEmpty()) {
            return;
        }
        ArrayNode declarations = to.putArray("tools").addObject().putArray("functionDeclarations");
        for (Function function : tools.functions()) {
            declarations.add(declaration(function));
            if (function.cacheControl() != null) {
                unsaid.drop(function.path() + ".cache_control");
            }
        }
        if (!tools.parallel()) {
            unsaid.drop("parallel_tool_calls", "true");
        }
        writeChoice(tools, to);
    }

    private static ObjectNode declaration(Function function) {
        ObjectNode declaration = Json.object().put("name", function.name());
        if (function.description() != null) {
            declaration.put("description", function.description());
        }
        if (function.parameters() != null) {
            declaration.set("parametersJsonSchema", function.parameters());
        }
        return declaration;
    }

    /** A forced call keeps to the schema by itself; a free one does when it is validated. */
    private static void writeChoice(Tools tools, ObjectNode to) {
        boolean strict = tools.functions().stream().anyMatch(Function::strict);
        String mode = switch (tools.choice()) {
            case NONE -> "NONE";
            case AUTO -> strict ? "VALIDATED" : "AUTO";
            case REQUIRED -> "ANY";
        };
        if (mode.equals("AUTO")) {
            return;
        }
        ObjectNode config = to.putObject("toolConfig").putObject("functionCallingConfig");
        config.put("mode", mode);
        if (tools.forced() != null) {
            config.putArray("allowedFunctionNames").add(tools.forced());
        }
    }
}
