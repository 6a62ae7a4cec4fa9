package io.headgate.deploy.simulator.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.generation.ChatPrompt.Tool;
import io.headgate.deploy.simulator.generation.ChatPrompt.Tools;
import io.headgate.deploy.simulator.generation.Conversation;
import io.headgate.deploy.simulator.generation.ToolChoice;
import io.headgate.deploy.simulator.wire.RefusedRequest;
import io.headgate.deploy.simulator.wire.RequestBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads a request's functions, and which of them it wants called. */
final class FunctionsReader {
    /** Google's own schema message: JSON Schema with other fields goes into {@code parametersJsonSchema}. */
    private static final Set<String> SCHEMA_FIELDS = Set.of(
            "type",
            "format",
            "title",
            "description",
            "nullable",
            "enum",
            "maxItems",
            "minItems",
            "properties",
            "required",
            "minProperties",
            "maxProperties",
            "minLength",
            "maxLength",
            "pattern",
            "example",
            "anyOf",
            "propertyOrdering",
            "default",
            "items",
            "minimum",
            "maximum");

    private static final int DEEPEST = 32;

    private FunctionsReader() {}

    static Tools read(JsonNode request, Conversation conversation) throws RefusedRequest {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : request.path("tools")) {
            for (JsonNode declaration : tool.path("functionDeclarations")) {
                tools.add(function(declaration));
            }
        }
        JsonNode config = request.path("toolConfig").path("functionCallingConfig");
        String mode = config.path("mode").asText("AUTO");
        return switch (mode) {
            case "NONE" -> Tools.NONE;
            case "AUTO", "VALIDATED" -> ToolChoice.AUTO.among(tools, conversation);
            case "ANY" -> new ToolChoice(true, true).among(allowed(tools, config), conversation);
            default ->
                throw new RefusedRequest(
                        "toolConfig", "Invalid value at 'tool_config.function_calling_config.mode', \"" + mode + "\"");
        };
    }

    private static List<Tool> allowed(List<Tool> tools, JsonNode config) throws RefusedRequest {
        Set<String> names = new TreeSet<>();
        config.path("allowedFunctionNames").forEach(name -> names.add(name.asText()));
        List<Tool> allowed = tools.stream()
                .filter(tool -> names.isEmpty() || names.contains(tool.name()))
                .toList();
        if (allowed.isEmpty()) {
            throw new RefusedRequest(
                    "toolConfig",
                    "* GenerateContentRequest.tool_config.function_calling_config.allowed_function_names: want names of"
                            + " declared functions");
        }
        return allowed;
    }

    private static Tool function(JsonNode declaration) throws RefusedRequest {
        String name = declaration.path("name").asText();
        if (!name.matches("[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}")) {
            throw new RefusedRequest(
                    "tools",
                    "* GenerateContentRequest.tools[0].function_declarations.name: Invalid function name. Must start"
                            + " with a letter or an underscore.");
        }
        if (declaration.has("parameters") && declaration.has("parametersJsonSchema")) {
            throw new RefusedRequest("tools", "parameters and parameters_json_schema are mutually exclusive");
        }
        if (declaration.has("parametersJsonSchema")) {
            return new Tool(name, declaration.path("parametersJsonSchema"));
        }
        JsonNode parameters = declaration.path("parameters");
        if (parameters.isMissingNode()) {
            return new Tool(name, RequestBody.noParameters());
        }
        checkSchema(parameters, 0);
        return new Tool(name, parameters);
    }

    private static void checkSchema(JsonNode schema, int depth) throws RefusedRequest {
        String where = "tools[0].function_declarations.parameters";
        if (depth > DEEPEST) {
            throw new RefusedRequest("tools", where + ": nested too deep");
        }
        RequestBody.checkFields(schema, SCHEMA_FIELDS, field -> ContentRequestReader.unknown(field, where));
        for (JsonNode property : schema.path("properties")) {
            checkSchema(property, depth + 1);
        }
        for (JsonNode choice : schema.path("anyOf")) {
            checkSchema(choice, depth + 1);
        }
        if (schema.has("items")) {
            checkSchema(schema.path("items"), depth + 1);
        }
    }
}
