package io.headgate.deploy.cli.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.schemas.process.OptionError;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One line of a JSONL file: an OpenAI batch line, an envelope, or a bare chat-completions body. It is published as it
 * is; only its id is looked for, so that the result can be waited for.
 *
 * @param id the line's own, or a new one
 * @param ownId whether the line named it itself
 */
public record PromptLine(String id, boolean ownId, byte[] value) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads line {@code number}, counted from 1. */
    static PromptLine read(String text, int number) {
        JsonNode line;
        try {
            line = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new OptionError("line %d: not JSON (%s)".formatted(number, e.getOriginalMessage()));
        }
        if (!line.isObject()) {
            throw new OptionError("line %d: seen JSON that is no object, allowed an OpenAI batch line, an envelope or a"
                            .formatted(number)
                    + " chat-completions body");
        }
        JsonNode id = line.has("custom_id")
                ? line.get("custom_id")
                : line.path("headgate").path("id");
        boolean own = id.isTextual() && !id.textValue().isEmpty();
        return new PromptLine(
                own ? id.textValue() : UUID.randomUUID().toString(), own, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A single prompt as a chat-completions body. */
    static PromptLine ofPrompt(String prompt, String model, int maxTokens) {
        var body = JSON.createObjectNode().put("model", model);
        if (maxTokens > 0) {
            body.put("max_tokens", maxTokens);
        }
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        return new PromptLine(
                UUID.randomUUID().toString(), false, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
