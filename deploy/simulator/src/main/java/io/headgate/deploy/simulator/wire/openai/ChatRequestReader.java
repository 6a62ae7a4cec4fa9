package io.headgate.deploy.simulator.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.simulator.behaviour.Draw;
import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.generation.ChatPrompt.AnswerShape;
import io.headgate.deploy.simulator.generation.ChatPrompt.Tool;
import io.headgate.deploy.simulator.generation.TokenRule;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a chat completions request; what it refuses and with which words is OpenAI's custom. */
final class ChatRequestReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool", "function");

    /** Thrown and caught in here: the first thing that is wrong ends the reading. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Refusal refusal;

        Refused(String param, String message) {
            super(message, null, false, false);
            this.refusal = Refusal.invalid(param, message);
        }
    }

    private final JsonNode request;

    private ChatRequestReader(JsonNode request) {
        this.request = request;
    }

    static Reading read(byte[] body) {
        JsonNode request;
        try {
            request = JSON.readTree(body);
        } catch (IOException e) {
            return unreadable();
        }
        if (request == null || !request.isObject()) {
            return unreadable();
        }
        try {
            return new Reading.Prompted(new ChatRequestReader(request).prompt());
        } catch (Refused e) {
            return new Reading.Refused(e.refusal);
        }
    }

    private static Reading unreadable() {
        return new Reading.Refused(Refusal.invalid(
                null, "We could not parse the JSON body of your request. The API expects a JSON object."));
    }

    private ChatPrompt prompt() throws Refused {
        JsonNode model = request.path("model");
        if (!model.isTextual() || model.asText().isBlank()) {
            throw new Refused("model", "you must provide a model parameter");
        }
        if (request.path("n").asInt(1) != 1) {
            throw new Refused("n", "n: this simulated model answers with one choice only");
        }
        StringBuilder text = new StringBuilder();
        int tokens = messages(text);
        boolean stream = flag(request.path("stream"), "stream");
        boolean usage = flag(request.path("stream_options").path("include_usage"), "stream_options.include_usage");
        if (request.hasNonNull("stream_options") && !stream) {
            throw new Refused(
                    "stream_options", "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
        }
        long hash = Draw.hash(text.toString().getBytes(StandardCharsets.UTF_8));
        return new ChatPrompt(model.asText(), tokens, hash, maxTokens(), stream, usage, shape(), tools());
    }

    /** Appends all text there is to {@code text}; returns the prompt's tokens. */
    private int messages(StringBuilder text) throws Refused {
        JsonNode messages = request.path("messages");
        if (messages.isMissingNode() || messages.isNull()) {
            throw new Refused("messages", "Missing required parameter: 'messages'.");
        }
        if (!messages.isArray() || messages.isEmpty()) {
            throw new Refused("messages", "Invalid 'messages': expected an array with at least one message.");
        }
        int tokens = 0;
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            String role = message.path("role").asText();
            if (!ROLES.contains(role)) {
                throw new Refused(
                        "messages[" + i + "].role",
                        "Invalid value: '" + role + "'. Supported values are: " + sorted() + ".");
            }
            text.append(role).append('\u0001');
            tokens += TokenRule.PER_MESSAGE + content(message, i, text);
            text.append('\u0002');
        }
        return tokens;
    }

    private int content(JsonNode message, int index, StringBuilder text) throws Refused {
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            text.append(content.asText());
            return TokenRule.count(content.asText());
        }
        if (content.isArray()) {
            int tokens = 0;
            for (JsonNode part : content) {
                boolean isText = part.path("type").asText().equals("text");
                String partText = isText ? part.path("text").asText() : part.toString();
                text.append(partText);
                tokens += isText ? TokenRule.count(partText) : TokenRule.PER_ATTACHMENT;
            }
            return tokens;
        }
        JsonNode calls = message.path("tool_calls");
        if (message.path("role").asText().equals("assistant") && calls.isArray()) {
            text.append(calls);
            return TokenRule.count(calls.toString());
        }
        throw new Refused(
                "messages[" + index + "].content",
                "Invalid value for 'content': expected a string or an array, got " + content.getNodeType() + ".");
    }

    private OptionalInt maxTokens() throws Refused {
        for (String field : new String[] {"max_completion_tokens", "max_tokens"}) {
            JsonNode limit = request.path(field);
            if (limit.isMissingNode() || limit.isNull()) {
                continue;
            }
            if (!limit.canConvertToInt() || !limit.isIntegralNumber() || limit.asInt() < 1) {
                throw new Refused(
                        field, "Invalid '" + field + "': expected an integer of at least 1, got " + limit + ".");
            }
            return OptionalInt.of(limit.asInt());
        }
        return OptionalInt.empty();
    }

    private AnswerShape shape() throws Refused {
        JsonNode format = request.path("response_format");
        String type = format.path("type").asText("text");
        return switch (type) {
            case "text" -> new AnswerShape.Prose();
            case "json_object" -> new AnswerShape.AnyJson();
            case "json_schema" -> {
                JsonNode schema = format.path("json_schema").path("schema");
                if (!schema.isObject()) {
                    throw new Refused(
                            "response_format.json_schema.schema",
                            "Missing required parameter: 'response_format.json_schema.schema'.");
                }
                yield new AnswerShape.Schema(schema);
            }
            default ->
                throw new Refused(
                        "response_format.type",
                        "Invalid value: '" + type + "'. Supported values are: 'text', 'json_object', 'json_schema'.");
        };
    }

    private List<Tool> tools() throws Refused {
        JsonNode choice = request.path("tool_choice");
        if (choice.asText().equals("none")) {
            return List.of();
        }
        String only = choice.path("function").path("name").asText();
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : request.path("tools")) {
            String name = tool.path("function").path("name").asText();
            if (name.isEmpty()) {
                throw new Refused(
                        "tools[" + tools.size() + "].function.name",
                        "Missing required parameter: 'tools[].function.name'.");
            }
            if (only.isEmpty() || only.equals(name)) {
                JsonNode parameters = tool.path("function").path("parameters");
                tools.add(new Tool(
                        name,
                        parameters.isObject()
                                ? parameters
                                : JSON.createObjectNode().put("type", "object")));
            }
        }
        return tools;
    }

    private static boolean flag(JsonNode node, String field) throws Refused {
        if (node.isMissingNode() || node.isNull()) {
            return false;
        }
        if (!node.isBoolean()) {
            throw new Refused(field, "Invalid type for '" + field + "': expected a boolean, got " + node + ".");
        }
        return node.asBoolean();
    }

    private static String sorted() {
        return String.join(
                ", ", ROLES.stream().sorted().map(role -> "'" + role + "'").toList());
    }
}
