package io.headgate.deploy.simulator.generation;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.behaviour.Draw;
import io.headgate.deploy.simulator.generation.ChatPrompt.AnswerShape;
import io.headgate.deploy.simulator.generation.ChatPrompt.Delivery;
import io.headgate.deploy.simulator.generation.ChatPrompt.Tools;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A prompt's texts to be embedded, while they are read: the same texts cost the same in every format. Not thread-safe. */
public final class EmbeddedTexts {
    /** Numbers in a vector of which nobody says how many there are to be. */
    public static final int DIMENSIONS = 32;

    private final List<Long> hashes = new ArrayList<>();
    private int tokens;

    /** @param text a string, or an array of tokens */
    public void add(JsonNode text) {
        tokens += text.isTextual() ? TokenRule.count(text.textValue()) : text.size();
        hashes.add(Draw.hash(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** The prompt that asks for vectors of these texts, of which there is at least one. */
    public ChatPrompt prompt(String model, int dimensions, boolean encoded) {
        return new ChatPrompt(
                model,
                tokens,
                hashes.getFirst(),
                OptionalInt.empty(),
                new Delivery.Whole(),
                new AnswerShape.Vectors(hashes, dimensions, encoded),
                Tools.NONE,
                false,
                Optional.empty());
    }
}
