package io.headgate.deploy.simulator.wire.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.simulator.generation.Conversation;
import io.headgate.deploy.simulator.generation.Conversation.Role;
import io.headgate.deploy.simulator.wire.RefusedRequest;
import java.util.Map;
import java.util.TreeMap;

/** Reads the messages of a chat completions request. */
final class MessagesReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Role> ROLES = new TreeMap<>(Map.of(
            "system", Role.SYSTEM,
            "developer", Role.SYSTEM,
            "user", Role.USER,
            "assistant", Role.ASSISTANT,
            "tool", Role.TOOL,
            "function", Role.TOOL));

    private MessagesReader() {}

    static Conversation read(JsonNode messages) throws RefusedRequest {
        if (messages.isMissingNode() || messages.isNull()) {
            throw new RefusedRequest("messages", "Missing required parameter: 'messages'.");
        }
        if (!messages.isArray() || messages.isEmpty()) {
            throw new RefusedRequest("messages", "Invalid 'messages': expected an array with at least one message.");
        }
        Conversation conversation = new Conversation();
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            String name = message.path("role").asText();
            Role role = ROLES.get(name);
            if (role == null) {
                throw new RefusedRequest(
                        "messages[" + i + "].role",
                        "Invalid value: '" + name + "'. Supported values are: " + ROLES.keySet() + ".");
            }
            conversation.speaks(role);
            content(message, i, role, conversation);
        }
        return conversation;
    }

    private static void content(JsonNode message, int index, Role role, Conversation conversation)
            throws RefusedRequest {
        JsonNode content = message.path("content");
        boolean calls = role == Role.ASSISTANT && message.path("tool_calls").isArray();
        if (content.isTextual()) {
            conversation.says(content.asText());
        } else if (content.isArray()) {
            content.forEach(part -> part(part, conversation));
        } else if (!calls) {
            throw new RefusedRequest(
                    "messages[" + index + "].content",
                    "Invalid value for 'content': expected a string or an array, got " + content.getNodeType() + ".");
        }
        if (calls) {
            for (JsonNode call : message.path("tool_calls")) {
                JsonNode function = call.path("function");
                conversation.callsTool(function.path("name").asText(), arguments(function));
            }
        }
    }

    private static void part(JsonNode part, Conversation conversation) {
        switch (part.path("type").asText()) {
            case "text" -> conversation.says(part.path("text").asText());
            case "image_url" ->
                conversation.showsImage(part.path("image_url").path("url").asText());
            default -> conversation.attaches(part);
        }
    }

    /** A model's own arguments may be broken JSON: they come back as they were. */
    private static JsonNode arguments(JsonNode function) {
        try {
            return JSON.readTree(function.path("arguments").asText());
        } catch (JsonProcessingException e) {
            return function.path("arguments");
        }
    }
}
