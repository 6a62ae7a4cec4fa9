package io.headgate.deploy.simulator.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.generation.ChatPrompt.Tool;
import io.headgate.deploy.simulator.generation.ChatPrompt.Tools;
import io.headgate.deploy.simulator.generation.Conversation;
import io.headgate.deploy.simulator.generation.ToolChoice;
import io.headgate.deploy.simulator.wire.RefusedRequest;
import java.util.ArrayList;
import java.util.List;

/** Reads a request's tools, and which of them it wants called. */
final class ToolsReader {
    private ToolsReader() {}

    static Tools read(JsonNode request, Conversation conversation) throws RefusedRequest {
        List<Tool> tools = tools(request.path("tools"));
        JsonNode choice = request.path("tool_choice");
        if (choice.isMissingNode()) {
            return ToolChoice.AUTO.among(tools, conversation);
        }
        if (tools.isEmpty()) {
            throw new RefusedRequest("tool_choice", "tool_choice: may only be specified while providing tools");
        }
        boolean parallel = !choice.path("disable_parallel_tool_use").asBoolean(false);
        String type = choice.path("type").asText();
        return switch (type) {
            case "none" -> Tools.NONE;
            case "auto" -> new ToolChoice(false, parallel).among(tools, conversation);
            case "any" -> new ToolChoice(true, parallel).among(tools, conversation);
            case "tool" ->
                new ToolChoice(true, parallel)
                        .among(List.of(named(tools, choice.path("name").asText())), conversation);
            default ->
                throw new RefusedRequest(
                        "tool_choice", "tool_choice: Input tag '" + type + "' is none of: auto, any, none, tool");
        };
    }

    private static List<Tool> tools(JsonNode offered) throws RefusedRequest {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : offered) {
            String at = "tools." + tools.size() + ".custom.";
            String name = tool.path("name").asText();
            if (!name.matches("[a-zA-Z0-9_-]{1,128}")) {
                throw new RefusedRequest("tools", at + "name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
            }
            JsonNode schema = tool.path("input_schema");
            if (schema.isMissingNode()) {
                throw new RefusedRequest("tools", at + "input_schema: Field required");
            }
            if (!schema.path("type").asText().equals("object")) {
                throw new RefusedRequest("tools", at + "input_schema.type: Input should be 'object'");
            }
            tools.add(new Tool(name, schema));
        }
        return tools;
    }

    private static Tool named(List<Tool> tools, String name) throws RefusedRequest {
        for (Tool tool : tools) {
            if (tool.name().equals(name)) {
                return tool;
            }
        }
        throw new RefusedRequest("tool_choice", "Tool '" + name + "' not found in provided tools");
    }
}
