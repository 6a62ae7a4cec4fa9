package io.headgate.deploy.simulator.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.generation.ChatPrompt.AnswerShape;
import io.headgate.deploy.simulator.generation.ChatPrompt.Delivery;
import io.headgate.deploy.simulator.generation.Conversation;
import io.headgate.deploy.simulator.generation.Conversation.Role;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.RefusedRequest;
import io.headgate.deploy.simulator.wire.RequestBody;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a messages request; what it refuses and with which words is Anthropic's custom. */
final class MessagesRequestReader {
    private static final Set<String> FIELDS = Set.of(
            "model",
            "messages",
            "max_tokens",
            "system",
            "metadata",
            "stop_sequences",
            "stream",
            "temperature",
            "top_k",
            "top_p",
            "thinking",
            "tools",
            "tool_choice",
            "service_tier",
            "output_config",
            "cache_control",
            "container",
            "context_management",
            "mcp_servers",
            "inference_geo");
    private static final int LEAST_THINKING = 1024;

    private final JsonNode request;

    private MessagesRequestReader(JsonNode request) {
        this.request = request;
    }

    static Reading read(byte[] body) {
        return RequestBody.read(
                body,
                "The request body is not valid JSON: expected an object.",
                request -> new MessagesRequestReader(request).prompt());
    }

    private ChatPrompt prompt() throws RefusedRequest {
        RequestBody.checkFields(request, FIELDS, field -> field + ": Extra inputs are not permitted");
        JsonNode model = required("model");
        if (!model.isTextual() || model.asText().isBlank()) {
            throw new RefusedRequest("model", "model: Input should be a valid string");
        }
        int maxTokens = maxTokens();
        sampling();
        Conversation conversation = new Conversation();
        system(conversation);
        TurnsReader.read(required("messages"), conversation);
        JsonNode stream = request.path("stream");
        if (!stream.isMissingNode() && !stream.isBoolean()) {
            throw new RefusedRequest("stream", "stream: Input should be a valid boolean");
        }
        Delivery delivery = stream.asBoolean() ? new Delivery.Streamed(true) : new Delivery.Whole();
        return ChatPrompt.of(model.asText(), conversation, OptionalInt.of(maxTokens), delivery)
                .withShape(shape())
                .withTools(ToolsReader.read(request, conversation))
                .withReasoningShown(thinking(maxTokens));
    }

    private JsonNode required(String field) throws RefusedRequest {
        if (!request.has(field)) {
            throw new RefusedRequest(field, field + ": Field required");
        }
        return request.path(field);
    }

    private int maxTokens() throws RefusedRequest {
        JsonNode limit = required("max_tokens");
        if (RequestBody.isNoCount(limit)) {
            throw new RefusedRequest("max_tokens", "max_tokens: Input should be greater than or equal to 1");
        }
        return limit.intValue();
    }

    private void sampling() throws RefusedRequest {
        for (String field : new String[] {"temperature", "top_p"}) {
            if (RequestBody.isOutside(request.path(field), 0, 1)) {
                throw new RefusedRequest(field, field + ": Input should be a number from 0 to 1");
            }
        }
        if (RequestBody.isOutside(request.path("top_k"), 0, Integer.MAX_VALUE)) {
            throw new RefusedRequest("top_k", "top_k: Input should be greater than or equal to 0");
        }
        for (JsonNode stop : request.path("stop_sequences")) {
            if (stop.asText().isBlank()) {
                throw new RefusedRequest("stop_sequences", "stop_sequences: each must contain non-whitespace");
            }
        }
    }

    private void system(Conversation conversation) throws RefusedRequest {
        JsonNode system = request.path("system");
        if (system.isMissingNode()) {
            return;
        }
        if (!system.isTextual() && !system.isArray()) {
            throw new RefusedRequest("system", "system: Input should be a valid string or list");
        }
        conversation.speaks(Role.SYSTEM);
        if (system.isTextual()) {
            conversation.says(system.asText());
            return;
        }
        for (JsonNode block : system) {
            if (!block.path("type").asText().equals("text")) {
                throw new RefusedRequest("system", "system: only blocks of type 'text' are allowed");
            }
            conversation.says(block.path("text").asText());
        }
    }

    private AnswerShape shape() throws RefusedRequest {
        JsonNode format = request.path("output_config").path("format");
        if (format.isMissingNode() || format.isNull()) {
            return new AnswerShape.Prose();
        }
        if (!format.path("type").asText().equals("json_schema")
                || !format.path("schema").isObject()) {
            throw new RefusedRequest(
                    "output_config.format", "output_config.format: want type 'json_schema' with a schema");
        }
        return new AnswerShape.Schema(format.path("schema"));
    }

    /** Whether thoughts are shown. */
    private boolean thinking(int maxTokens) throws RefusedRequest {
        JsonNode thinking = request.path("thinking");
        String type = thinking.path("type").asText();
        switch (thinking.isMissingNode() ? "disabled" : type) {
            case "disabled" -> {
                return false;
            }
            case "adaptive" -> {
                return true;
            }
            case "enabled" -> {}
            default ->
                throw new RefusedRequest(
                        "thinking", "thinking: Input tag '" + type + "' is none of: adaptive, disabled, enabled");
        }
        int budget = thinking.path("budget_tokens").asInt(0);
        if (budget < LEAST_THINKING) {
            throw new RefusedRequest(
                    "thinking", "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
        }
        if (budget >= maxTokens) {
            throw new RefusedRequest("max_tokens", "`max_tokens` must be greater than `thinking.budget_tokens`.");
        }
        if (request.has("temperature") && request.path("temperature").doubleValue() != 1) {
            throw new RefusedRequest("temperature", "`temperature` may only be set to 1 when thinking is enabled.");
        }
        return true;
    }
}
