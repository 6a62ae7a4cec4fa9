package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
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

    /** The same functions, and another choice among them. */
    Tools with(Choice other, @Nullable String function) {
        return new Tools(functions, other, function, parallel);
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
        return ToolChoice.of(body, new Tools(functions, Choice.AUTO, null, parallel));
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
}
