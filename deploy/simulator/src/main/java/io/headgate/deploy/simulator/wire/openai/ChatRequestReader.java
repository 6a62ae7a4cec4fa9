package io.headgate.deploy.simulator.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.behaviour.ServiceTier;
import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.generation.ChatPrompt.AnswerShape;
import io.headgate.deploy.simulator.generation.ChatPrompt.Delivery;
import io.headgate.deploy.simulator.generation.ChatPrompt.Tool;
import io.headgate.deploy.simulator.generation.Conversation;
import io.headgate.deploy.simulator.generation.ToolChoice;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.RefusedRequest;
import io.headgate.deploy.simulator.wire.RequestBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a chat completions request; what it refuses and with which words is OpenAI's custom. */
final class ChatRequestReader {
    private final JsonNode request;

    private ChatRequestReader(JsonNode request) {
        this.request = request;
    }

    static Reading read(byte[] body) {
        return RequestBody.read(
                body,
                "We could not parse the JSON body of your request. The API expects a JSON object.",
                request -> new ChatRequestReader(request).prompt());
    }

    private ChatPrompt prompt() throws RefusedRequest {
        JsonNode model = request.path("model");
        if (!model.isTextual() || model.asText().isBlank()) {
            throw new RefusedRequest("model", "you must provide a model parameter");
        }
        if (request.path("n").asInt(1) != 1) {
            throw new RefusedRequest("n", "n: this simulated model answers with one choice only");
        }
        Conversation conversation = MessagesReader.read(request.path("messages"));
        boolean stream = flag(request.path("stream"), "stream");
        boolean usage = flag(request.path("stream_options").path("include_usage"), "stream_options.include_usage");
        if (request.hasNonNull("stream_options") && !stream) {
            throw new RefusedRequest(
                    "stream_options", "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
        }
        Delivery delivery = stream ? new Delivery.Streamed(usage) : new Delivery.Whole();
        return ChatPrompt.of(model.asText(), conversation, maxTokens(), delivery)
                .withShape(shape())
                .withTools(toolChoice().among(tools(), conversation))
                .withTier(tier());
    }

    /** Who leaves it to the provider gets the ordinary one, and so does who has paid in advance. */
    private Optional<ServiceTier> tier() throws RefusedRequest {
        String tier = request.path("service_tier").asText("");
        return switch (tier) {
            case "" -> Optional.empty();
            case "auto", "default", "scale" -> Optional.of(ServiceTier.STANDARD);
            case "flex" -> Optional.of(ServiceTier.FLEX);
            case "priority" -> Optional.of(ServiceTier.PRIORITY);
            default ->
                throw new RefusedRequest(
                        "service_tier",
                        "Invalid value: '" + tier
                                + "'. Supported values are: 'auto', 'default', 'flex', 'priority', 'scale'.");
        };
    }

    private ToolChoice toolChoice() {
        JsonNode choice = request.path("tool_choice");
        return new ToolChoice(
                choice.isObject() || choice.asText().equals("required"),
                request.path("parallel_tool_calls").asBoolean(true));
    }

    private OptionalInt maxTokens() throws RefusedRequest {
        for (String field : new String[] {"max_completion_tokens", "max_tokens"}) {
            JsonNode limit = request.path(field);
            if (limit.isMissingNode() || limit.isNull()) {
                continue;
            }
            if (RequestBody.isNoCount(limit)) {
                throw new RefusedRequest(
                        field, "Invalid '" + field + "': expected an integer of at least 1, got " + limit + ".");
            }
            return OptionalInt.of(limit.asInt());
        }
        return OptionalInt.empty();
    }

    private AnswerShape shape() throws RefusedRequest {
        JsonNode format = request.path("response_format");
        String type = format.path("type").asText("text");
        return switch (type) {
            case "text" -> new AnswerShape.Prose();
            case "json_object" -> new AnswerShape.AnyJson();
            case "json_schema" -> {
                JsonNode schema = format.path("json_schema").path("schema");
                if (!schema.isObject()) {
                    throw new RefusedRequest(
                            "response_format.json_schema.schema",
                            "Missing required parameter: 'response_format.json_schema.schema'.");
                }
                yield new AnswerShape.Schema(schema);
            }
            default ->
                throw new RefusedRequest(
                        "response_format.type",
                        "Invalid value: '" + type + "'. Supported values are: 'text', 'json_object', 'json_schema'.");
        };
    }

    private List<Tool> tools() throws RefusedRequest {
        JsonNode choice = request.path("tool_choice");
        if (choice.asText().equals("none")) {
            return List.of();
        }
        String only = choice.path("function").path("name").asText();
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : request.path("tools")) {
            String name = tool.path("function").path("name").asText();
            if (name.isEmpty()) {
                throw new RefusedRequest(
                        "tools[" + tools.size() + "].function.name",
                        "Missing required parameter: 'tools[].function.name'.");
            }
            if (only.isEmpty() || only.equals(name)) {
                JsonNode parameters = tool.path("function").path("parameters");
                tools.add(new Tool(name, parameters.isObject() ? parameters : RequestBody.noParameters()));
            }
        }
        return tools;
    }

    private static boolean flag(JsonNode node, String field) throws RefusedRequest {
        if (node.isMissingNode() || node.isNull()) {
            return false;
        }
        if (!node.isBoolean()) {
            throw new RefusedRequest(field, "Invalid type for '" + field + "': expected a boolean, got " + node + ".");
        }
        return node.asBoolean();
    }
}
