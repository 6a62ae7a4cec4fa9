package io.headgate.deploy.simulator.generation;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.behaviour.ServiceTier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a provider was asked, free of the wire it came by.
 *
 * @param model the model asked for
 * @param tokens prompt tokens by {@link TokenRule}
 * @param hash of the conversation; decides the reply's text, and is the same for the same conversation in every format
 * @param maxTokens the request's limit on completion tokens, 1 or more
 * @param delivery how the answer is to come
 * @param shape what form the reply's text has to have
 * @param tools the functions it may or has to call
 * @param showsReasoning whether the text of hidden tokens is wanted, in formats that can show it
 * @param tier at which it is to be served; empty where nothing is said
 */
public record ChatPrompt(
        String model,
        int tokens,
        long hash,
        OptionalInt maxTokens,
        Delivery delivery,
        AnswerShape shape,
        Tools tools,
        boolean showsReasoning,
        Optional<ServiceTier> tier) {

    /** The same prompt without anything out of the ordinary. */
    public static ChatPrompt of(String model, Conversation conversation, OptionalInt maxTokens, Delivery delivery) {
        return new ChatPrompt(
                model,
                conversation.tokens(),
                conversation.hash(),
                maxTokens,
                delivery,
                new AnswerShape.Prose(),
                Tools.NONE,
                false,
                Optional.empty());
    }

    public ChatPrompt withShape(AnswerShape asked) {
        return new ChatPrompt(model, tokens, hash, maxTokens, delivery, asked, tools, showsReasoning, tier);
    }

    public ChatPrompt withTools(Tools asked) {
        return new ChatPrompt(model, tokens, hash, maxTokens, delivery, shape, asked, showsReasoning, tier);
    }

    public ChatPrompt withReasoningShown(boolean asked) {
        return new ChatPrompt(model, tokens, hash, maxTokens, delivery, shape, tools, asked, tier);
    }

    public ChatPrompt withTier(Optional<ServiceTier> asked) {
        return new ChatPrompt(model, tokens, hash, maxTokens, delivery, shape, tools, showsReasoning, asked);
    }

    /** How an answer comes. */
    public sealed interface Delivery {
        /** In one body. */
        record Whole() implements Delivery {}

        /** Piece by piece, with its usage at the end if {@code withUsage}. */
        record Streamed(boolean withUsage) implements Delivery {}

        /**
         * As the state of a prediction that can be asked for again.
         *
         * @param patience how long the first reply may wait for the answer; empty if it is not to wait at all
         * @param cancelAfter how long it may take from its beginning until it is canceled; empty for as long as it takes
         */
        record Prediction(Optional<Duration> patience, Optional<Duration> cancelAfter) implements Delivery {}
    }

    /** The form of an answer. */
    public sealed interface AnswerShape {
        /** Prose. */
        record Prose() implements AnswerShape {}

        /** Any JSON object. */
        record AnyJson() implements AnswerShape {}

        /** JSON that fits this schema. */
        record Schema(JsonNode schema) implements AnswerShape {}

        /**
         * No text: a vector for each of these texts.
         *
         * @param hashes of the texts; each decides its vector
         * @param dimensions numbers in a vector, 1 or more
         * @param encoded whether a vector comes as base64 of 32-bit floats, the least byte first
         */
        record Vectors(List<Long> hashes, int dimensions, boolean encoded) implements AnswerShape {
            public Vectors {
                hashes = List.copyOf(hashes);
            }
        }
    }

    /** A function on offer, with the JSON Schema of its arguments. */
    public record Tool(String name, JsonNode parameters) {}

    /**
     * The functions of one prompt.
     *
     * @param offered those that the model may call, if the provider's behaviour is to call any
     * @param demanded those among them that it calls whatever its behaviour
     */
    public record Tools(List<Tool> offered, List<Tool> demanded) {
        public static final Tools NONE = new Tools(List.of(), List.of());

        public Tools {
            offered = List.copyOf(offered);
            demanded = List.copyOf(demanded);
        }
    }
}
