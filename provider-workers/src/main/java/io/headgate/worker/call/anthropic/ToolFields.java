package io.headgate.worker.call.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.Tools;
import io.headgate.worker.call.chat.Tools.Choice;
import io.headgate.worker.call.chat.Turn;
import java.util.List;

/** Writes the tools and the choice among them. */
final class ToolFields {
    private ToolFields() {}

    static void write(Tools tools, List<Turn> turns, ObjectNode to) {
        if (tools.functions().isEmpty()) {
            writePast(turns, to);
            return;
        }
        ArrayNode array = to.putArray("tools");
        tools.functions().forEach(function -> array.add(tool(function)));
        ObjectNode choice = choice(tools);
        if (!tools.parallel() && tools.choice() != Choice.NONE) {
            choice.put("disable_parallel_tool_use", true);
        }
        if (choice.size() > 1 || tools.choice() != Choice.AUTO) {
            to.set("tool_choice", choice);
        }
    }

    private static ObjectNode tool(Tools.Function function) {
        ObjectNode tool = Json.object().put("name", function.name());
        if (function.description() != null) {
            tool.put("description", function.description());
        }
        tool.set("input_schema", function.parameters() == null ? noParameters() : function.parameters());
        if (function.strict()) {
            tool.put("strict", true);
        }
        return function.cacheControl() == null ? tool : tool.set("cache_control", function.cacheControl());
    }

    private static ObjectNode choice(Tools tools) {
        ObjectNode choice = Json.object();
        return switch (tools.choice()) {
            case NONE -> choice.put("type", "none");
            case AUTO -> choice.put("type", "auto");
            case REQUIRED ->
                tools.forced() == null
                        ? choice.put("type", "any")
                        : choice.put("type", "tool").put("name", tools.forced());
        };
    }

    /** A conversation in which tools were called is refused without tools: those that were are named, and not offered. */
    private static void writePast(List<Turn> turns, ObjectNode to) {
        List<String> names = turns.stream()
                .filter(Turn.Assistant.class::isInstance)
                .flatMap(turn -> ((Turn.Assistant) turn).calls().stream())
                .map(Turn.ToolCall::name)
                .distinct()
                .toList();
        if (!names.isEmpty()) {
            ArrayNode array = to.putArray("tools");
            names.forEach(name -> array.addObject().put("name", name).set("input_schema", noParameters()));
            to.putObject("tool_choice").put("type", "none");
        }
    }

    private static ObjectNode noParameters() {
        ObjectNode schema = Json.object().put("type", "object");
        schema.putObject("properties");
        return schema;
    }
}
