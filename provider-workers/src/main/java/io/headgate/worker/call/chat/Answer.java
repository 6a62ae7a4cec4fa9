package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model answered, whole or so far, as OpenAI's message or delta. Not thread-safe. */
public final class Answer {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<ObjectNode> calls = new ArrayList<>();
    private @Nullable String refusal;
    private @Nullable ObjectNode extra;

    /** Texts follow one another without anything between them. */
    public void text(String more) {
        text.append(more);
    }

    public void reasoning(String more) {
        reasoning.append(more);
    }

    public void refusal(String why) {
        refusal = why;
    }

    /** What the client is to give back with the message, by the provider's name. */
    public void extra(ObjectNode content) {
        extra = content;
    }

    /**
     * A tool is called.
     *
     * @param arguments a JSON object, as a string
     * @param giveBack what the client is to give back with the call; null for nothing
     */
    public void call(String id, String name, String arguments, @Nullable ObjectNode giveBack) {
        ObjectNode call = Json.object().put("id", id).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
        if (giveBack != null) {
            call.set("extra_content", giveBack);
        }
        calls.add(call);
    }

    public int calls() {
        return calls.size();
    }

    public boolean isEmpty() {
        return text.isEmpty() && reasoning.isEmpty() && calls.isEmpty() && refusal == null && extra == null;
    }

    /** As a message; its content is null when it has no text. */
    public ObjectNode message() {
        ObjectNode message = Json.object().put("role", "assistant");
        message.put("content", text.isEmpty() ? null : text.toString());
        addAllButText(message, calls);
        return message;
    }

    /**
     * As a delta, with what is there.
     *
     * @param firstCall how many calls came before
     */
    public ObjectNode delta(int firstCall) {
        ObjectNode delta = Json.object();
        if (!text.isEmpty()) {
            delta.put("content", text.toString());
        }
        List<ObjectNode> indexed = new ArrayList<>();
        for (ObjectNode call : calls) {
            ObjectNode one = Json.object().put("index", firstCall + indexed.size());
            one.setAll(call);
            indexed.add(one);
        }
        addAllButText(delta, indexed);
        return delta;
    }

    private void addAllButText(ObjectNode to, List<ObjectNode> toolCalls) {
        if (!reasoning.isEmpty()) {
            to.put("reasoning_content", reasoning.toString());
        }
        if (refusal != null) {
            to.put("refusal", refusal);
        }
        if (!toolCalls.isEmpty()) {
            ArrayNode array = to.putArray("tool_calls");
            toolCalls.forEach(array::add);
        }
        if (extra != null) {
            to.set("extra_content", extra);
        }
    }

    /** Without what was answered. */
    @Override
    public String toString() {
        return "Answer[%d characters, %d calls]".formatted(text.length(), calls.size());
    }
}
