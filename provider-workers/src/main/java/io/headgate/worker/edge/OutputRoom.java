package io.headgate.worker.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.schemas.catalog.Model;

/** How much an answer may say, and whether that was too little. Reads JSON only where it may have been. */
final class OutputRoom {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OutputRoom() {}

    /** Whether a choice of a completion ends with {@code length}. */
    static boolean isUsedUp(String completion) {
        if (!completion.contains("\"length\"")) {
            return false;
        }
        for (JsonNode choice : read(completion).path("choices")) {
            if (choice.path("finish_reason").asText("").equals("length")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether another attempt may say more: not where the client has said how much, nor beyond what the model can.
     *
     * @param body the client's
     * @param cap in tokens, all choices together
     */
    static boolean isThereMore(String body, long cap, Model model) {
        JsonNode request = read(body);
        boolean own = request.path("max_tokens").isNumber()
                || request.path("max_completion_tokens").isNumber();
        if (own) {
            return false;
        }
        long choices = Math.max(1, request.path("n").asLong(1));
        return model.maxOutputTokens() == null || cap / choices < model.maxOutputTokens();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            return JSON.createObjectNode();
        }
    }
}
