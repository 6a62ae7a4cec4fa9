package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.Turn.Assistant;
import io.headgate.worker.call.chat.Turn.Instructions;
import io.headgate.worker.call.chat.Turn.ToolCall;
import io.headgate.worker.call.chat.Turn.ToolResult;
import io.headgate.worker.call.chat.Turn.User;
import io.headgate.worker.call.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the messages of a client's body. */
public final class Conversation {
    private static final String EXTRA = "extra_content";
    private static final String REFUSAL = "refusal";

    private Conversation() {}

    /** In order; what cannot be read is refused. */
    public static List<Turn> of(Fields body) {
        List<Turn> turns = new ArrayList<>();
        List<Fields> messages = body.objects("messages");
        if (messages.isEmpty()) {
            body.refuse("messages", "an array of at least one message");
        }
        for (Fields message : messages) {
            turn(message).ifPresent(turns::add);
            message.done();
        }
        return turns;
    }

    private static Optional<Turn> turn(Fields message) {
        String role = message.text("role");
        return switch (role == null ? "" : role) {
            case "system", "developer" -> Optional.of(new Instructions(ContentParts.of(message)));
            case "user" -> Optional.of(new User(ContentParts.of(message)));
            case "assistant" -> Optional.of(assistant(message));
            case "tool" -> toolResult(message);
            default -> {
                message.refuse("role", "system, developer, user, assistant or tool");
                yield Optional.empty();
            }
        };
    }

    private static Assistant assistant(Fields message) {
        if (message.peek("function_call") != null) {
            message.refuse("function_call", "tool_calls");
        }
        List<ContentPart> content = ContentParts.of(message);
        String refusal = message.text(REFUSAL);
        if (refusal != null) {
            content.add(new ContentPart.Text(message.path(REFUSAL), refusal, null));
        }
        List<ToolCall> calls = new ArrayList<>();
        for (Fields call : message.objects("tool_calls")) {
            call(call).ifPresent(calls::add);
            call.done();
        }
        String reasoning = message.text("reasoning_content");
        return new Assistant(message.path(), content, calls, message.tree(EXTRA), reasoning);
    }

    private static Optional<ToolCall> call(Fields call) {
        String id = call.text("id");
        String type = call.text("type");
        Fields function = call.object("function");
        if (id == null || function == null || (type != null && !type.equals("function"))) {
            call.refuse(id == null ? "id" : "type", id == null ? "a string" : "function");
            return Optional.empty();
        }
        String name = function.text("name");
        Optional<ObjectNode> arguments = arguments(function.text("arguments"));
        function.done();
        if (name == null || arguments.isEmpty()) {
            function.refuse(
                    name == null ? "name" : "arguments", name == null ? "a string" : "a JSON object, as a string");
            return Optional.empty();
        }
        return Optional.of(new ToolCall(call.path(), id, name, arguments.get(), call.tree(EXTRA)));
    }

    /** A call without arguments is written both ways. */
    private static Optional<ObjectNode> arguments(@Nullable String text) {
        return text == null || text.isBlank() ? Optional.of(Json.object()) : WireJson.object(text);
    }

    private static Optional<Turn> toolResult(Fields message) {
        String id = message.text("tool_call_id");
        List<ContentPart> content = ContentParts.of(message);
        if (id == null) {
            message.refuse("tool_call_id", "the id of a tool call before");
            return Optional.empty();
        }
        return Optional.of(new ToolResult(message.path(), id, content));
    }
}
