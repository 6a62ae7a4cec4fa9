package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.worker.call.chat.Tools.Choice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code tool_choice}: a word, one function, or some of the tools. */
final class ToolChoice {
    private static final String FIELD = "tool_choice";
    private static final String CHOICES = "none, auto, required, a function of tools or allowed_tools";

    private final Fields body;
    private final Tools tools;

    private ToolChoice(Fields body, Tools tools) {
        this.body = body;
        this.tools = tools;
    }

    /** The tools as they were chosen among; what cannot be read is refused. */
    static Tools of(Fields body, Tools tools) {
        JsonNode choice = body.peek(FIELD);
        if (choice == null) {
            return tools;
        }
        ToolChoice reader = new ToolChoice(body, tools);
        Fields object = choice.isTextual() ? null : body.object(FIELD);
        return object == null ? reader.word(body.text(FIELD), tools) : reader.object(object);
    }

    private Tools word(@Nullable String word, Tools among) {
        return switch (word == null ? "" : word) {
            case "none" -> among.with(Choice.NONE, null);
            case "auto" -> among;
            case "required" -> among.functions().isEmpty() ? refused() : among.with(Choice.REQUIRED, null);
            default -> refused();
        };
    }

    private Tools object(Fields choice) {
        String type = choice.text("type");
        Tools chosen = switch (type == null ? "" : type) {
            case "function" -> function(choice);
            case "allowed_tools" -> allowed(choice);
            default -> refused();
        };
        choice.done();
        return chosen;
    }

    private Tools function(Fields choice) {
        String name = nameOf(choice);
        boolean known =
                tools.functions().stream().anyMatch(function -> function.name().equals(name));
        return known ? tools.with(Choice.REQUIRED, name) : refused();
    }

    private Tools allowed(Fields choice) {
        Fields allowed = choice.object("allowed_tools");
        if (allowed == null) {
            return refused();
        }
        Set<String> names = new HashSet<>();
        for (Fields tool : allowed.objects("tools")) {
            tool.text("type");
            String name = nameOf(tool);
            if (name != null) {
                names.add(name);
            }
            tool.done();
        }
        String mode = allowed.text("mode");
        allowed.done();
        List<Tools.Function> left = tools.functions().stream()
                .filter(function -> names.contains(function.name()))
                .toList();
        return word(mode == null ? "auto" : mode, new Tools(left, Choice.AUTO, null, tools.parallel()));
    }

    private Tools refused() {
        body.refuse(FIELD, CHOICES);
        return tools;
    }

    private static @Nullable String nameOf(Fields tool) {
        Fields function = tool.object("function");
        String name = function == null ? null : function.text("name");
        if (function != null) {
            function.done();
        }
        return name;
    }
}
