package io.headgate.deploy.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.deploy.cli.submit.PromptLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A prompt that is sent to a provider of every format, to see that all answers look the same.
 *
 * @param name for the table and for ids: small letters and dashes
 * @param body a chat-completions body without a model
 * @param unsaid formats that have no words for it, so that it is not sent there
 */
record FormatPrompt(String name, ObjectNode body, Set<String> unsaid) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "/demo/formats.jsonl";

    FormatPrompt {
        unsaid = Set.copyOf(unsaid);
    }

    /** Those of the demo. */
    static List<FormatPrompt> all() throws IOException {
        try (InputStream in = FormatPrompt.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + FILE);
            }
            return JSON.readerFor(JsonNode.class).<JsonNode>readValues(in).readAll().stream()
                    .map(FormatPrompt::read)
                    .toList();
        }
    }

    private static FormatPrompt read(JsonNode line) {
        Set<String> unsaid = new HashSet<>();
        line.path("unsaid").forEach(format -> unsaid.add(format.asText()));
        return new FormatPrompt(line.path("name").asText(), line.withObject("/body"), unsaid);
    }

    boolean saidBy(String format) {
        return !unsaid.contains(format);
    }

    /** The request's id in this format. */
    String id(String format) {
        return "demo-" + name + "-" + format;
    }

    /** An OpenAI batch line for the route of this format. */
    PromptLine in(String format) {
        ObjectNode line = JSON.createObjectNode().put("custom_id", id(format)).put("method", "POST");
        line.put("url", "/v1/chat/completions");
        line.putObject("headgate").put("tenant", "acme").putObject("tags").put("project", "formats");
        line.putObject("body").put("model", format + "-text").setAll(body);
        return new PromptLine(id(format), true, line.toString().getBytes(StandardCharsets.UTF_8));
    }
}
