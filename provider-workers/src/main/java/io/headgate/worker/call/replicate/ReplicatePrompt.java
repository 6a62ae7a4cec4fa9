package io.headgate.worker.call.replicate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.ContentPart;
import io.headgate.worker.call.chat.Turn;
import io.headgate.worker.call.chat.Unsaid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as one text. One message of the user is the prompt as it is. Several turns are told as {@code User: …}
 * and {@code Assistant: …}, a blank line between, and end with {@code Assistant:} for the model to go on; where the model
 * takes a conversation as it is, they are one, but for one with images, which have no place in it. System prompts go where
 * the model has a place for them, else before all others. A user's images go beside the text. Nothing keeps a
 * text from looking like a turn: who needs more than that wants another provider.
 */
final class ReplicatePrompt {
    private static final String BETWEEN = "\n\n";
    private static final String ASSISTANT = "Assistant";

    private final Unsaid unsaid;
    private final ReplicateImages images;
    private final ReplicateImages noImages;
    private final List<String> systems = new ArrayList<>();
    private final List<Said> turns = new ArrayList<>();

    private record Said(String who, String text) {
        String told() {
            return text.isEmpty() ? who + ":" : who + ": " + text;
        }
    }

    /** @param images take those of users */
    ReplicatePrompt(Unsaid unsaid, ReplicateImages images) {
        this.unsaid = unsaid;
        this.images = images;
        this.noImages = new ReplicateImages(null, unsaid);
    }

    ReplicatePrompt of(List<Turn> conversation) {
        conversation.forEach(this::add);
        if (turns.isEmpty()) {
            unsaid.refuse("messages", "a message of a user or an assistant among them");
        }
        return this;
    }

    private void add(Turn turn) {
        switch (turn) {
            case Turn.Instructions(List<ContentPart> content) -> systems.add(text(content, noImages));
            case Turn.User(List<ContentPart> content) -> turns.add(new Said("User", text(content, images)));
            case Turn.Assistant assistant -> assistant(assistant);
            case Turn.ToolResult(String path, String _, List<ContentPart> _) ->
                unsaid.refuse(path, "messages of system, user and assistant");
        }
    }

    private void assistant(Turn.Assistant assistant) {
        if (!assistant.calls().isEmpty()) {
            unsaid.refuse(assistant.path() + ".tool_calls", "no calls of tools");
        }
        if (assistant.reasoned()) {
            unsaid.drop(assistant.path() + ".reasoning_content");
        }
        if (assistant.extra() != null) {
            unsaid.drop(assistant.path() + ".extra_content");
        }
        turns.add(new Said(ASSISTANT, text(assistant.content(), noImages)));
    }

    private String text(List<ContentPart> content, ReplicateImages shown) {
        List<String> texts = new ArrayList<>();
        for (ContentPart part : content) {
            if (part.cacheControl() != null) {
                unsaid.drop(part.path() + ".cache_control");
            }
            switch (part) {
                case ContentPart.Text(String _, String text, var _) -> texts.add(text);
                case ContentPart.Inline inline -> shown.add(inline);
                case ContentPart.LinkedImage image -> shown.add(image);
            }
        }
        return String.join("\n", texts);
    }

    void into(ObjectNode input, ReplicateInput names) {
        boolean alone = turns.size() == 1 && !turns.getFirst().who().equals(ASSISTANT);
        if (names.messages() && !alone && images.isEmpty()) {
            ArrayNode messages = input.putArray("messages");
            systems.forEach(system -> message(messages, "system", system));
            turns.forEach(turn -> message(messages, turn.who().toLowerCase(Locale.ROOT), turn.text()));
        } else {
            told(input, names.system(), alone);
        }
    }

    private static void message(ArrayNode messages, String role, String text) {
        messages.addObject().put("role", role).put("content", text);
    }

    /** @param system where the model has a place for system prompts; null when it has none */
    private void told(ObjectNode input, @Nullable String system, boolean alone) {
        List<String> told = new ArrayList<>();
        if (system == null) {
            told.addAll(systems);
        } else if (!systems.isEmpty()) {
            input.put(system, String.join(BETWEEN, systems));
        }
        turns.forEach(turn -> told.add(alone ? turn.text() : turn.told()));
        if (!alone && !turns.isEmpty() && !turns.getLast().who().equals(ASSISTANT)) {
            told.add(ASSISTANT + ":");
        }
        input.put("prompt", String.join(BETWEEN, told));
    }
}
