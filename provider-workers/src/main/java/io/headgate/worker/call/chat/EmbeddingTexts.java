package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What a client's body wants embeddings of, {@code input}: a text or tokens, or an array of either. */
public final class EmbeddingTexts {
    private static final String INPUT = "input";

    private EmbeddingTexts() {}

    /** How many vectors are owed: an array of tokens is one text. */
    public static int count(ObjectNode body) {
        JsonNode input = body.path(INPUT);
        return input.isArray() && !input.path(0).isNumber() ? input.size() : 1;
    }

    /** In order. Tokens are refused: whose model they are of, nobody says. */
    public static List<String> of(Fields body) {
        JsonNode input = body.take(INPUT);
        List<String> texts = new ArrayList<>();
        if (input == null) {
            return texts;
        }
        for (JsonNode text : input.isArray() ? input : List.of(input)) {
            if (text.isTextual()) {
                texts.add(text.textValue());
            } else {
                body.refuse(INPUT, "a text, or an array of texts");
            }
        }
        return texts;
    }
}
