package io.headgate.api.chat.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client that puts together what it is shown, as OpenAI's own do. */
final class Seen {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> chunks = new ArrayList<>();

    Seen chunk(Optional<String> chunk) {
        chunk.ifPresent(text -> chunks.add(read(text)));
        return this;
    }

    Seen all(StreamedAnswer.Rest rest) {
        if (!(rest instanceof StreamedAnswer.Rest.Chunks(var more))) {
            throw new AssertionError("seen " + rest + ", expected the rest");
        }
        more.forEach(text -> chunks.add(read(text)));
        return this;
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> chunks() {
        return chunks;
    }

    String content() {
        return content(0);
    }

    String content(int choice) {
        StringBuilder content = new StringBuilder();
        choices(choice)
                .forEach(c -> content.append(c.path("delta").path("content").asText("")));
        return content.toString();
    }

    /** Every finish reason of a choice that was told. */
    List<String> finishes(int choice) {
        return choices(choice).stream()
                .map(c -> c.path("finish_reason"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    /** What was said to a tool call. */
    String arguments(int call) {
        return ofCall(call, "arguments");
    }

    String name(int call) {
        return ofCall(call, "name");
    }

    private String ofCall(int index, String field) {
        StringBuilder said = new StringBuilder();
        for (JsonNode choice : choices(0)) {
            for (JsonNode call : choice.path("delta").path("tool_calls")) {
                if (call.path("index").asInt(-1) == index) {
                    said.append(call.path("function").path(field).asText(""));
                }
            }
        }
        return said.toString();
    }

    private List<JsonNode> choices(int index) {
        List<JsonNode> choices = new ArrayList<>();
        for (JsonNode chunk : chunks) {
            for (JsonNode choice : chunk.path("choices")) {
                if (choice.path("index").asInt(-1) == index) {
                    choices.add(choice);
                }
            }
        }
        return choices;
    }
}
