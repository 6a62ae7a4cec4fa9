package io.headgate.deploy.simulator.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.generation.Conversation;
import io.headgate.deploy.simulator.generation.Conversation.Role;
import io.headgate.deploy.simulator.wire.RefusedRequest;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads the turns of a conversation: user and assistant alternate, and every use of a tool has its result next. */
final class TurnsReader {
    private final Conversation conversation;
    private final Set<String> openToolUses = new LinkedHashSet<>();
    private String said = "";

    private TurnsReader(Conversation conversation) {
        this.conversation = conversation;
    }

    static void read(JsonNode messages, Conversation conversation) throws RefusedRequest {
        if (!messages.isArray() || messages.isEmpty()) {
            throw new RefusedRequest("messages", "messages: at least one message is required");
        }
        new TurnsReader(conversation).turns(messages);
    }

    private void turns(JsonNode messages) throws RefusedRequest {
        String last = "assistant";
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            String role = message.path("role").asText();
            if (role.equals("system")) {
                throw new RefusedRequest(
                        "messages",
                        "messages: Unexpected role \"system\". The Messages API accepts a top-level `system` parameter,"
                                + " not \"system\" as an input message role.");
            }
            if (!role.equals("user") && !role.equals("assistant")) {
                throw wrong(i, "role: Input should be 'user' or 'assistant'");
            }
            if (role.equals(last)) {
                throw new RefusedRequest(
                        "messages",
                        i == 0
                                ? "messages: first message must use the \"user\" role"
                                : "messages: roles must alternate between \"user\" and \"assistant\", but found"
                                        + " multiple \"" + role + "\" roles in a row");
            }
            last = role;
            turn(message.path("content"), i, role.equals("user"));
        }
        if (!openToolUses.isEmpty()) {
            throw withoutResults(messages.size());
        }
        if (last.equals("assistant") && !said.equals(said.stripTrailing())) {
            throw new RefusedRequest(
                    "messages", "messages: final assistant content cannot end with trailing whitespace");
        }
    }

    private void turn(JsonNode content, int index, boolean user) throws RefusedRequest {
        if (content.isTextual()) {
            if (user && !openToolUses.isEmpty()) {
                throw withoutResults(index);
            }
            conversation.speaks(user ? Role.USER : Role.ASSISTANT);
            text(content, index);
            return;
        }
        if (!content.isArray() || content.isEmpty()) {
            throw wrong(index, "content: Input should be a non-empty string or list");
        }
        for (JsonNode block : content) {
            if (user) {
                userBlock(block, index);
            } else {
                assistantBlock(block, index);
            }
        }
        if (user && !openToolUses.isEmpty()) {
            throw withoutResults(index);
        }
    }

    private void userBlock(JsonNode block, int index) throws RefusedRequest {
        String type = block.path("type").asText();
        if (type.equals("tool_result")) {
            String id = block.path("tool_use_id").asText();
            if (!openToolUses.remove(id)) {
                throw wrong(index, "content: unexpected `tool_use_id` found in `tool_result` blocks: " + id);
            }
            conversation.speaks(Role.TOOL);
            JsonNode result = block.path("content");
            if (result.isTextual()) {
                conversation.says(result.asText());
            } else {
                result.forEach(part -> conversation.says(part.path("text").asText()));
            }
            return;
        }
        conversation.speaks(Role.USER);
        switch (type) {
            case "text" -> text(block.path("text"), index);
            case "image" -> image(block.path("source"), index);
            case "document" -> conversation.attaches(block);
            default -> throw wrong(index, "content: Input tag '" + type + "' is not allowed in a user's turn");
        }
    }

    private void assistantBlock(JsonNode block, int index) throws RefusedRequest {
        String type = block.path("type").asText();
        conversation.speaks(Role.ASSISTANT);
        switch (type) {
            case "text" -> text(block.path("text"), index);
            case "thinking", "redacted_thinking" -> {
                // The provider's own, sent back to it: it is not counted again.
            }
            case "tool_use" -> {
                if (!block.path("input").isObject()) {
                    throw wrong(index, "content.tool_use.input: Input should be a valid dictionary");
                }
                openToolUses.add(block.path("id").asText());
                conversation.callsTool(block.path("name").asText(), block.path("input"));
            }
            default -> throw wrong(index, "content: Input tag '" + type + "' is not allowed in an assistant's turn");
        }
    }

    private void image(JsonNode source, int index) throws RefusedRequest {
        switch (source.path("type").asText()) {
            case "base64" -> {
                if (!source.path("media_type").asText().matches("image/(jpeg|png|gif|webp)")) {
                    throw wrong(
                            index,
                            "content.image.source.base64.media_type: Input should be 'image/jpeg',"
                                    + " 'image/png', 'image/gif' or 'image/webp'");
                }
                conversation.showsImage(source.path("data").asText());
            }
            case "url" -> conversation.showsImage(source.path("url").asText());
            default -> throw wrong(index, "content.image.source: want type 'base64' or 'url'");
        }
    }

    private void text(JsonNode text, int index) throws RefusedRequest {
        if (!text.isTextual() || text.asText().isBlank()) {
            throw wrong(index, "content: text content blocks must contain non-whitespace text");
        }
        said = text.asText();
        conversation.says(text.asText());
    }

    private RefusedRequest withoutResults(int index) {
        return wrong(
                index,
                "`tool_use` ids were found without `tool_result` blocks immediately after: "
                        + String.join(", ", openToolUses));
    }

    private static RefusedRequest wrong(int index, String what) {
        return new RefusedRequest("messages", "messages." + index + "." + what);
    }
}
