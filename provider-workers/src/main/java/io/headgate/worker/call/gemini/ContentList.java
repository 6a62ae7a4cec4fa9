package io.headgate.worker.call.gemini;

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
import io.headgate.worker.call.wire.WireJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a conversation: instructions are one prompt wherever they stood, the others are contents of user and model in turn.
 * Consecutive ones of one role become one; tool results are a user's; what is empty goes.
 */
final class ContentList {
    private static final String USER = "user";
    private static final String MODEL = "model";

    private final String model;
    private final Unsaid unsaid;
    private final ArrayNode instructions = Json.array();
    private final ArrayNode contents = Json.array();
    /** Results name their call's function here, and not only its id. */
    private final Map<String, String> functionByCall = new HashMap<>();

    private @Nullable String role;
    private ArrayNode parts = Json.array();

    private ContentList(String model, Unsaid unsaid) {
        this.model = model;
        this.unsaid = unsaid;
    }

    static ContentList of(List<Turn> turns, String model, Unsaid unsaid) {
        ContentList list = new ContentList(model, unsaid);
        turns.forEach(list::add);
        list.finish(!turns.isEmpty());
        return list;
    }

    ArrayNode instructions() {
        return instructions;
    }

    ArrayNode contents() {
        return contents;
    }

    private void add(Turn turn) {
        switch (turn) {
            case Turn.Instructions said -> instruct(said.content());
            case Turn.User user -> Parts.of(user.content(), unsaid).forEach(part -> say(USER, part));
            case Assistant assistant -> assistant(assistant);
            case ToolResult result -> result(result);
        }
    }

    private void instruct(List<ContentPart> content) {
        for (ContentPart part : content) {
            if (!(part instanceof ContentPart.Text)) {
                unsaid.refuse(part.path(), "text, in instructions");
            }
        }
        Parts.of(content, unsaid).forEach(instructions::add);
    }

    private void assistant(Assistant assistant) {
        if (assistant.reasoned()) {
            unsaid.leaveOut(assistant.path() + ".reasoning_content");
        }
        List<ObjectNode> said = Parts.of(assistant.content(), unsaid);
        if (!said.isEmpty()) {
            Signatures.giveBack(assistant.extra(), assistant.path(), said.getLast(), unsaid);
        } else if (assistant.extra() != null) {
            unsaid.leaveOut(assistant.path() + ".extra_content");
        }
        said.forEach(part -> say(MODEL, part));
        for (ToolCall call : assistant.calls()) {
            say(MODEL, call(call, call == assistant.calls().getFirst()));
        }
    }

    private ObjectNode call(ToolCall call, boolean first) {
        functionByCall.put(call.id(), call.name());
        ObjectNode part = Json.object();
        part.putObject("functionCall")
                .put("id", call.id())
                .put("name", call.name())
                .set("args", call.arguments());
        Signatures.giveBack(call.extra(), call.path(), part, unsaid);
        if (first && !ModelGeneration.thinksInTokens(model)) {
            Signatures.standIn(part);
        }
        return part;
    }

    /** A result is an object here: what is one goes as it is, all else as its {@code output}. */
    private void result(ToolResult result) {
        String function = functionByCall.get(result.callId());
        if (function == null) {
            unsaid.refuse(result.path() + ".tool_call_id", "the id of a tool call in a message before");
            return;
        }
        StringBuilder text = new StringBuilder();
        for (ContentPart part : result.content()) {
            if (part instanceof ContentPart.Text said) {
                Parts.dropCacheControl(said, unsaid);
                text.append(said.text());
            } else {
                unsaid.refuse(part.path(), "text, in the result of a tool");
            }
        }
        ObjectNode response =
                WireJson.object(text.toString()).orElseGet(() -> Json.object().put("output", text.toString()));
        ObjectNode part = Json.object();
        part.putObject("functionResponse")
                .put("id", result.callId())
                .put("name", function)
                .set("response", response);
        say(USER, part);
    }

    private void say(String who, JsonNode part) {
        if (!who.equals(role)) {
            parts = contents.addObject().put("role", who).putArray("parts");
            role = who;
        }
        parts.add(part);
    }

    /** There is no request of instructions alone. */
    private void finish(boolean hadMessages) {
        if (contents.isEmpty() && !instructions.isEmpty()) {
            instructions.forEach(part -> say(USER, part));
            instructions.removeAll();
        }
        if (contents.isEmpty() && hadMessages) {
            unsaid.refuse("messages", "a message that is not empty");
        }
    }
}
