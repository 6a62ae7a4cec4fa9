package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions that the model may call, and whether it has to.
 *
 * @param functions those that may be called now: what {@code allowed_tools} leaves
 * @param choice as the client said it; {@link Choice#AUTO} unasked
 * @param forced the one function to be called; null for any
 * @param parallel false when there may be one call at most
 */
public record Tools(
        List<Function> functions, Choice choice, @Nullable String forced, boolean parallel) {
    private static final String TOOL_CHOICE = "tool_choice";
    private static final String CHOICES = "none, auto, required, a function of tools or allowed_tools";

    /** Whether a tool is called. */
    public enum Choice {
        NONE,
        AUTO,
        REQUIRED
    }

    /**
     * A function.
     *
     * @param parameters their JSON Schema; null for none
     * @param strict whether arguments have to follow the schema
     * @param cacheControl a mark that what is until here is to be cached; null for none
     */
    public record Function(
            String path,
            String name,
            @Nullable String description,
            @Nullable ObjectNode parameters,
            boolean strict,
            @Nullable ObjectNode cacheControl) {}

    public Tools {
        functions = List.copyOf(functions);
    }

    /** Whether some tool has to be called. */
    public boolean isForced() {
        return choice == Choice.REQUIRED;
    }

    /** What cannot be read is refused. */
    public static Tools of(Fields body) {
        if (body.peek("functions") != null || body.peek("function_call") != null) {
            body.refuse(body.peek("functions") != null ? "functions" : "function_call", "tools and tool_choice");
        }
        List<Function> functions = new ArrayList<>();
        for (Fields tool : body.objects("tools")) {
            Function function = function(tool);
            tool.done();
            if (function != null) {
                functions.add(function);
            }
        }
        boolean parallel = !Boolean.FALSE.equals(body.flag("parallel_tool_calls"));
        return choice(body, new Tools(functions, Choice.AUTO, null, parallel));
    }

    private static @Nullable Function function(Fields tool) {
        String type = tool.text("type");
        Fields function = tool.object("function");
        if (function == null || (type != null && !type.equals("function"))) {
            tool.refuse("type", "function");
            return null;
        }
        String name = function.text("name");
        if (name == null || name.isEmpty()) {
            function.refuse("name", "a string");
            return null;
        }
        boolean strict = Boolean.TRUE.equals(function.flag("strict"));
        Function read = new Function(
                function.path(),
                name,
                function.text("description"),
                function.tree("parameters"),
                strict,
                tool.tree("cache_control"));
        function.done();
        return read;
    }

    private static Tools choice(Fields body, Tools tools) {
        JsonNode choice = body.peek(TOOL_CHOICE);
        if (choice == null) {
            return tools;
        }
        if (choice.isTextual()) {
            return mode(body.text(TOOL_CHOICE), body, tools);
        }
        Fields object = body.object(TOOL_CHOICE);
        String type = object == null ? null : object.text("type");
        Tools chosen = switch (type == null ? "" : type) {
            case "function" -> forced(object, body, tools);
            case "allowed_tools" -> allowed(object, body, tools);
            default -> {
                body.refuse(TOOL_CHOICE, CHOICES);
                yield tools;
            }
        };
        if (object != null) {
            object.done();
        }
        return chosen;
    }

    private static Tools mode(@Nullable String mode, Fields body, Tools tools) {
        Choice choice = switch (mode == null ? "" : mode) {
            case "none" -> Choice.NONE;
            case "auto" -> Choice.AUTO;
            case "required" -> Choice.REQUIRED;
            default -> null;
        };
        if (choice == null || (choice == Choice.REQUIRED && tools.functions().isEmpty())) {
            body.refuse(TOOL_CHOICE, CHOICES);
            return tools;
        }
        return new Tools(tools.functions(), choice, null, tools.parallel());
    }

    private static Tools forced(@Nullable Fields choice, Fields body, Tools tools) {
        String name = choice == null ? null : nameOf(choice);
        if (name == null
                || tools.functions().stream().noneMatch(known -> known.name().equals(name))) {
            body.refuse(TOOL_CHOICE, CHOICES);
            return tools;
        }
        return new Tools(tools.functions(), Choice.REQUIRED, name, tools.parallel());
    }

    private static Tools allowed(@Nullable Fields choice, Fields body, Tools tools) {
        Fields allowed = choice == null ? null : choice.object("allowed_tools");
        if (allowed == null) {
            body.refuse(TOOL_CHOICE, CHOICES);
            return tools;
        }
        Set<String> names = new HashSet<>();
        for (Fields tool : allowed.objects("tools")) {
            tool.take("type");
            String name = nameOf(tool);
            if (name != null) {
                names.add(name);
            }
            tool.done();
        }
        String mode = allowed.text("mode");
        allowed.done();
        List<Function> left = tools.functions().stream()
                .filter(known -> names.contains(known.name()))
                .toList();
        return mode(mode == null ? "auto" : mode, body, new Tools(left, Choice.AUTO, null, tools.parallel()));
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
