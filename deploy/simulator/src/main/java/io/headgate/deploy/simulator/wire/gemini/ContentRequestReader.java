package io.headgate.deploy.simulator.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.generation.ChatPrompt.Delivery;
import io.headgate.deploy.simulator.generation.Conversation;
import io.headgate.deploy.simulator.generation.Conversation.Role;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.RefusedRequest;
import io.headgate.deploy.simulator.wire.RequestBody;
import java.util.Set;

/** Reads a request to generate content; what it refuses and with which words is Google's custom. */
final class ContentRequestReader {
    private static final Set<String> FIELDS = Set.of(
            "contents",
            "tools",
            "toolConfig",
            "safetySettings",
            "systemInstruction",
            "generationConfig",
            "cachedContent",
            "labels",
            "store");

    private ContentRequestReader() {}

    static Reading read(byte[] body, String model, boolean stream) {
        Delivery delivery = stream ? new Delivery.Streamed(true) : new Delivery.Whole();
        return RequestBody.read(
                body,
                "Invalid JSON payload received. Root element must be a message.",
                request -> prompt(request, model, delivery));
    }

    private static ChatPrompt prompt(JsonNode request, String model, Delivery delivery) throws RefusedRequest {
        RequestBody.checkFields(request, FIELDS, field -> unknown(field, ""));
        Conversation conversation = new Conversation();
        JsonNode system = request.path("systemInstruction");
        if (!system.isMissingNode()) {
            conversation.speaks(Role.SYSTEM);
            for (JsonNode part : system.path("parts")) {
                conversation.says(part.path("text").asText());
            }
        }
        ContentsReader.read(request.path("contents"), conversation);
        GenerationConfigReader config = GenerationConfigReader.of(request.path("generationConfig"));
        return ChatPrompt.of(model, conversation, config.maxTokens(), delivery)
                .withShape(config.shape())
                .withTools(FunctionsReader.read(request, conversation))
                .withReasoningShown(config.showsThoughts());
    }

    /** What Google says of a field that its messages do not have. */
    static String unknown(String field, String where) {
        return "Invalid JSON payload received. Unknown name \"" + field + "\""
                + (where.isEmpty() ? "" : " at '" + where + "'") + ": Cannot find field.";
    }
}
