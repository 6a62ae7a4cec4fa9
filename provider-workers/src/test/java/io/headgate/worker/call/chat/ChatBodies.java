package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.wire.WireJson;
import java.math.BigDecimal;
import java.util.Random;
import java.util.Set;

/** Chat completions as clients write them, of what a format can say; no two texts in one of them are the same. */
public final class ChatBodies {
    private static final String PIXEL = "data:image/png;base64,iVBORw0KGgo=";
    private static final String[] STRANGE = {"", " ", "\n", "é", "漢字", "😀", "\"", "\\", "\u2028", "<b>", "{}", "\u0000"
    };

    private final Random random;
    private final Set<Word> unsaid;
    private int texts;

    /** What not every format has a word for. */
    public enum Word {
        TOOLS,
        /** A choice of no tool, with the tools that are not to be called. */
        NO_TOOL_NOW,
        LINKED_IMAGES,
        SCHEMAS,
        STOP
    }

    private ChatBodies(long seed, Set<Word> unsaid) {
        this.random = new Random(seed);
        this.unsaid = unsaid;
    }

    /** The body of a seed, with all that most formats can say. */
    static ObjectNode of(long seed) {
        return of(seed, Set.of());
    }

    /** The body of a seed, without what a format has no word for. */
    public static ObjectNode of(long seed, Set<Word> unsaid) {
        return new ChatBodies(seed, unsaid).body();
    }

    private boolean can(Word word) {
        return !unsaid.contains(word);
    }

    /** Never blank, and unlike any other. */
    private String text() {
        return "text-%d-%s.".formatted(texts++, STRANGE[random.nextInt(STRANGE.length)]);
    }

    private String name(String kind) {
        return "%s_%d".formatted(kind, texts++);
    }

    private boolean maybe() {
        return random.nextBoolean();
    }

    private ObjectNode body() {
        ObjectNode body = Json.object().put("model", "any");
        ArrayNode tools = Json.array();
        for (int i = can(Word.TOOLS) ? random.nextInt(3) : 0; i > 0; i--) {
            tools.add(tool());
        }
        if (!tools.isEmpty()) {
            body.set("tools", tools);
            choose(body, tools.get(0).path("function").path("name").textValue());
        }
        ArrayNode messages = body.putArray("messages");
        for (int i = random.nextInt(3); i > 0; i--) {
            messages.addObject().put("role", maybe() ? "system" : "developer").put("content", text());
        }
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            exchange(messages);
        }
        addSettings(body);
        return body;
    }

    private void choose(ObjectNode body, String name) {
        switch (random.nextInt(4)) {
            case 0 -> body.put("tool_choice", "required");
            case 1 -> body.put("tool_choice", can(Word.NO_TOOL_NOW) ? "none" : "auto");
            case 2 -> {
                ObjectNode choice = body.putObject("tool_choice").put("type", "function");
                choice.putObject("function").put("name", name);
            }
            default -> {}
        }
    }

    private ObjectNode tool() {
        ObjectNode tool = Json.object().put("type", "function");
        ObjectNode function = tool.putObject("function").put("name", name("tool"));
        if (maybe()) {
            function.put("description", text());
        }
        if (maybe()) {
            ObjectNode properties =
                    function.putObject("parameters").put("type", "object").putObject("properties");
            properties.putObject(name("parameter")).put("type", "string").put("description", text());
        }
        if (maybe()) {
            function.put("strict", maybe());
        }
        return tool;
    }

    private void exchange(ArrayNode messages) {
        ObjectNode user = messages.addObject().put("role", "user");
        if (maybe()) {
            user.put("content", text());
        } else {
            ArrayNode parts = user.putArray("content");
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                part(parts.addObject());
            }
        }
        if (maybe()) {
            ObjectNode assistant = messages.addObject().put("role", "assistant");
            assistant.put("content", maybe() ? text() : null);
            if (can(Word.TOOLS) && maybe()) {
                calls(messages, assistant);
            }
        }
    }

    private void part(ObjectNode part) {
        switch (can(Word.LINKED_IMAGES) ? random.nextInt(3) : 2 * random.nextInt(2)) {
            case 0 -> part.put("type", "image_url").putObject("image_url").put("url", PIXEL);
            case 1 ->
                part.put("type", "image_url")
                        .putObject("image_url")
                        .put("url", "https://pictures.test/%s.png".formatted(name("picture")));
            default -> part.put("type", "text").put("text", text());
        }
    }

    private void calls(ArrayNode messages, ObjectNode assistant) {
        ArrayNode calls = assistant.putArray("tool_calls");
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            ObjectNode arguments = Json.object().put(name("argument"), text());
            arguments.put("exact", new BigDecimal("1.10"));
            ObjectNode call = calls.addObject().put("id", name("call")).put("type", "function");
            call.putObject("function").put("name", name("called")).put("arguments", WireJson.written(arguments));
        }
        for (int i = 0; i < calls.size(); i++) {
            ObjectNode result = messages.addObject().put("role", "tool");
            result.put("tool_call_id", calls.get(i).path("id").textValue());
            result.put(
                    "content", maybe() ? text() : WireJson.written(Json.object().put("result", text())));
        }
    }

    private void addSettings(ObjectNode body) {
        if (maybe()) {
            body.put("max_completion_tokens", 1 + random.nextInt(10_000));
        }
        if (maybe()) {
            body.put("temperature", new BigDecimal("0.70"));
        }
        if (can(Word.STOP) && maybe()) {
            body.put("stop", text());
        }
        if (maybe()) {
            body.put("stream", maybe());
        }
        if (can(Word.SCHEMAS) && maybe()) {
            ObjectNode format = body.putObject("response_format").put("type", "json_schema");
            ObjectNode named =
                    format.putObject("json_schema").put("name", "label").put("strict", true);
            named.putObject("schema").put("type", "object").put("title", text());
        }
    }
}
