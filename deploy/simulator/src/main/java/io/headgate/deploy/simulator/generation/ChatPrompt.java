package io.headgate.deploy.simulator.generation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a provider was asked, free of the wire it came by.
 *
 * @param model the model asked for
 * @param tokens prompt tokens by {@link TokenRule}
 * @param hash of the messages; decides the reply's text
 * @param maxTokens the request's limit on completion tokens, 1 or more
 * @param stream whether the reply is to come piece by piece
 * @param streamUsage whether a stream is to end with its usage
 * @param shape what form the reply's text has to have
 * @param tools the functions on offer, empty also when the request forbids their use
 */
public record ChatPrompt(
        String model,
        int tokens,
        long hash,
        OptionalInt maxTokens,
        boolean stream,
        boolean streamUsage,
        AnswerShape shape,
        List<Tool> tools) {
    public ChatPrompt {
        tools = List.copyOf(tools);
    }

    /** The form of an answer. */
    public sealed interface AnswerShape {
        /** Prose. */
        record Prose() implements AnswerShape {}

        /** Any JSON object. */
        record AnyJson() implements AnswerShape {}

        /** JSON that fits this schema. */
        record Schema(JsonNode schema) implements AnswerShape {}
    }

    /** A function on offer, with the JSON Schema of its arguments. */
    public record Tool(String name, JsonNode parameters) {}
}
