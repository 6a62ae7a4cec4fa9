package io.headgate.deploy.simulator.wire.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.generation.ChatPrompt.AnswerShape;
import io.headgate.deploy.simulator.generation.ChatPrompt.Delivery;
import io.headgate.deploy.simulator.generation.ChatPrompt.Tool;
import io.headgate.deploy.simulator.generation.Conversation;
import io.headgate.deploy.simulator.generation.Conversation.Role;
import io.headgate.deploy.simulator.generation.ToolChoice;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.RefusedRequest;
import io.headgate.deploy.simulator.wire.RequestBody;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reads a chat request as Ollama's decoder does: fields it does not know are passed over, wrong types are not. */
final class ChatRequestReader {
    private static final Map<String, Role> ROLES = new TreeMap<>(
            Map.of("system", Role.SYSTEM, "user", Role.USER, "assistant", Role.ASSISTANT, "tool", Role.TOOL));

    private final JsonNode request;

    private ChatRequestReader(JsonNode request) {
        this.request = request;
    }

    static Reading read(byte[] body) {
        return RequestBody.read(
                body, "invalid character in the request's body", request -> new ChatRequestReader(request).prompt());
    }

    private ChatPrompt prompt() throws RefusedRequest {
        String model = request.path("model").asText();
        if (model.isBlank()) {
            throw new RefusedRequest("model", "model is required");
        }
        JsonNode messages = request.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            // Ollama takes it as an order to load the model, which is nothing that is asked of it here.
            throw new RefusedRequest("messages", "messages is required");
        }
        Conversation conversation = new Conversation();
        for (JsonNode message : messages) {
            message(message, conversation);
        }
        boolean streams = bool("stream", true);
        Delivery delivery = streams ? new Delivery.Streamed(true) : new Delivery.Whole();
        return ChatPrompt.of(model, conversation, maxTokens(), delivery)
                .withShape(shape())
                .withTools(ToolChoice.AUTO.among(tools(), conversation))
                .withReasoningShown(request.path("think").isTextual() || bool("think", false));
    }

    private void message(JsonNode message, Conversation conversation) throws RefusedRequest {
        String name = message.path("role").asText();
        Role role = ROLES.get(name);
        if (role == null) {
            throw new RefusedRequest("messages", "invalid role: " + name + ", role must be one of " + ROLES.keySet());
        }
        conversation.speaks(role);
        JsonNode content = message.path("content");
        if (!content.isTextual() && !content.isMissingNode() && !content.isNull()) {
            throw type(content, "messages.content", "string");
        }
        conversation.says(content.isTextual() ? content.asText() : "");
        for (JsonNode image : message.path("images")) {
            conversation.showsImage(base64(image.asText()));
        }
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            if (!function.path("arguments").isObject()) {
                throw type(
                        function.path("arguments"),
                        "messages.tool_calls.function.arguments",
                        "api.ToolCallFunctionArguments");
            }
            conversation.callsTool(function.path("name").asText(), function.path("arguments"));
        }
    }

    private static String base64(String image) throws RefusedRequest {
        try {
            Base64.getDecoder().decode(image);
            return image;
        } catch (IllegalArgumentException e) {
            throw new RefusedRequest("messages", "illegal base64 data in messages.images");
        }
    }

    private OptionalInt maxTokens() throws RefusedRequest {
        JsonNode limit = request.path("options").path("num_predict");
        if (limit.isMissingNode() || limit.isNull() || limit.asInt(0) < 0) {
            // Below 0 it is without end.
            return OptionalInt.empty();
        }
        if (RequestBody.isNoCount(limit)) {
            throw new RefusedRequest("options", "option \"num_predict\" must be of type integer, and not 0");
        }
        return OptionalInt.of(limit.intValue());
    }

    private AnswerShape shape() throws RefusedRequest {
        JsonNode format = request.path("format");
        if (format.isObject()) {
            return new AnswerShape.Schema(format);
        }
        return switch (format.asText()) {
            case "" -> new AnswerShape.Prose();
            case "json" -> new AnswerShape.AnyJson();
            default ->
                throw new RefusedRequest(
                        "format",
                        "invalid format: \"" + format.asText() + "\"; expected \"json\" or a valid JSON Schema object");
        };
    }

    private List<Tool> tools() throws RefusedRequest {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : request.path("tools")) {
            JsonNode function = tool.path("function");
            if (function.path("name").asText().isEmpty()) {
                throw new RefusedRequest("tools", "tools.function.name is required");
            }
            JsonNode parameters = function.path("parameters");
            tools.add(new Tool(
                    function.path("name").asText(), parameters.isObject() ? parameters : RequestBody.noParameters()));
        }
        return tools;
    }

    private boolean bool(String field, boolean otherwise) throws RefusedRequest {
        JsonNode value = request.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw type(value, field, "bool");
        }
        return value.asBoolean();
    }

    private static RefusedRequest type(JsonNode value, String field, String want) {
        return new RefusedRequest(
                field,
                "json: cannot unmarshal " + value.getNodeType().name().toLowerCase(Locale.ROOT)
                        + " into Go struct field ChatRequest." + field + " of type " + want);
    }
}
