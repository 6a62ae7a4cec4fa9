package io.headgate.worker.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.ContentPart;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.Turn;
import io.headgate.worker.call.chat.Turn.Assistant;
import io.headgate.worker.call.chat.Turn.ToolCall;
import io.headgate.worker.call.chat.Turn.ToolResult;
import io.headgate.worker.call.chat.Unsaid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a conversation: instructions are one prompt at the top wherever they stood, the others are messages of users and
 * assistants in turn. Consecutive ones of one role become one; tool results are a user's; what is empty goes.
 */
final class MessageList {
    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";

    private final Unsaid unsaid;
    private final ArrayNode system = Json.array();
    private final ArrayNode messages = Json.array();
    private @Nullable String role;
    private ArrayNode content = Json.array();
    /** Whether the last assistant that called tools gave its thinking back. */
    private boolean callsWithoutThought;

    private MessageList(Unsaid unsaid) {
        this.unsaid = unsaid;
    }

    static MessageList of(List<Turn> turns, Unsaid unsaid) {
        MessageList list = new MessageList(unsaid);
        turns.forEach(list::add);
        list.finish(!turns.isEmpty());
        return list;
    }

    ArrayNode system() {
        return system;
    }

    ArrayNode messages() {
        return messages;
    }

    /** Whether the model is to go on with what an assistant began to say. */
    boolean isPrefilled() {
        return ASSISTANT.equals(role);
    }

    /** Whether results are given for tool calls without the thinking that led to them. */
    boolean callsWithoutThought() {
        return callsWithoutThought;
    }

    private void add(Turn turn) {
        switch (turn) {
            case Turn.Instructions instructions -> instructions(instructions.content());
            case Turn.User user -> ContentBlocks.of(user.content(), unsaid).forEach(block -> say(USER, block));
            case Assistant assistant -> assistant(assistant);
            case ToolResult result -> say(USER, result(result));
        }
    }

    private void instructions(List<ContentPart> parts) {
        for (ContentPart part : parts) {
            if (part instanceof ContentPart.Text text) {
                ContentBlocks.text(text, unsaid).ifPresent(system::add);
            } else {
                unsaid.refuse(part.path(), "text, in instructions");
            }
        }
    }

    private void assistant(Assistant assistant) {
        List<ObjectNode> thoughts = Thoughts.givenBack(assistant, unsaid);
        thoughts.forEach(block -> say(ASSISTANT, block));
        for (JsonNode block : ContentBlocks.of(assistant.content(), unsaid)) {
            say(ASSISTANT, block);
        }
        for (ToolCall call : assistant.calls()) {
            dropExtra(call);
            ObjectNode use = Json.object().put("type", "tool_use").put("id", ToolUse.sayable(call.id()));
            say(ASSISTANT, use.put("name", call.name()).set("input", call.arguments()));
        }
        if (!assistant.calls().isEmpty()) {
            callsWithoutThought = thoughts.isEmpty();
        }
    }

    private void dropExtra(ToolCall call) {
        if (call.extra() != null) {
            unsaid.leaveOut(call.path() + ".extra_content");
        }
    }

    private ObjectNode result(ToolResult result) {
        ObjectNode block =
                Json.object().put("type", "tool_result").put("tool_use_id", ToolUse.sayable(result.callId()));
        ArrayNode blocks = Json.array();
        ContentBlocks.of(result.content(), unsaid).forEach(blocks::add);
        return blocks.isEmpty() ? block : block.set("content", blocks);
    }

    private void say(String who, JsonNode block) {
        if (!who.equals(role)) {
            content = messages.addObject().put("role", who).putArray("content");
            role = who;
        }
        content.add(block);
    }

    /** There is no request of instructions alone, and none that ends in the blanks of an assistant. */
    private void finish(boolean hadMessages) {
        if (messages.isEmpty() && !system.isEmpty()) {
            system.forEach(block -> say(USER, block));
            system.removeAll();
        }
        if (messages.isEmpty() && hadMessages) {
            unsaid.refuse("messages", "a message that is not empty");
        }
        if (isPrefilled() && content.get(content.size() - 1) instanceof ObjectNode last && last.has("text")) {
            last.put("text", last.path("text").textValue().stripTrailing());
        }
    }
}
