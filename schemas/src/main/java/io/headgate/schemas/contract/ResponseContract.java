package io.headgate.schemas.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A JSON Schema (draft 2020-12) that the answers of a chat completion are held against. What {@code format} says is not
 * judged, as the draft has it by default. Immutable, thread-safe.
 */
public final class ResponseContract {
    /** An answer that is nested deeper is none that a contract asks for. */
    private static final int MOST_DEPTH = 200;

    private static final ObjectMapper COMPLETIONS = mapper(10_000);

    private static final ObjectMapper ANSWERS = mapper(MOST_DEPTH)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final CompiledSchema schema;

    private ResponseContract(CompiledSchema schema) {
        this.schema = schema;
    }

    private static ObjectMapper mapper(int depth) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(depth)
                                .maxStringLength(Integer.MAX_VALUE)
                                .build())
                        // Kept per thread, as is usual, every virtual thread would make its own buffers.
                        .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                        .build())
                .build();
    }

    /**
     * The contract that a schema is.
     *
     * @param schema JSON text
     * @throws IllegalArgumentException when it has {@link #flaws}
     */
    public static ResponseContract of(String schema) {
        List<String> flaws = flaws(schema);
        if (!flaws.isEmpty()) {
            throw new IllegalArgumentException("response schema: " + flaws.getFirst());
        }
        return new ResponseContract(CompiledSchema.of(schema));
    }

    /**
     * What keeps a text from being a contract, for people: not JSON, too large, no JSON Schema, a reference to another
     * document, a pattern that has no linear-time meaning. Empty when nothing does.
     */
    public static List<String> flaws(String schema) {
        List<String> flaws = SchemaFlaws.of(schema);
        return flaws.isEmpty() ? CompiledSchema.flaws(schema) : flaws;
    }

    /** Judges all choices of a completion that was asked for without offering tools: one that calls any breaks it. */
    public Finding judge(String completion) {
        return judge(completion, () -> false);
    }

    /**
     * Judges all choices of a completion. One that calls tools which were offered is not judged, with whatever text is
     * beside the calls: it is no answer yet, and such a text is said on the way to one. One without text, or with a text that
     * is not JSON, breaks every contract.
     *
     * @param completion an OpenAI {@code chat.completion}, as JSON text
     * @param offered whether the request offers tools; asked where a choice calls one
     */
    public Finding judge(String completion, BooleanSupplier offered) {
        JsonNode choices;
        try {
            choices = COMPLETIONS.readTree(completion).path("choices");
        } catch (JsonProcessingException notJson) {
            return new Finding.Broken("no completion");
        }
        for (int i = 0; i < choices.size(); i++) {
            Optional<String> flaw = flaw(choices.path(i).path("message"), offered);
            if (flaw.isPresent()) {
                return new Finding.Broken("choice %d: %s".formatted(i, flaw.get()));
            }
        }
        return Finding.KEPT;
    }

    private Optional<String> flaw(JsonNode message, BooleanSupplier offered) {
        if (!message.path("tool_calls").isEmpty()
                || message.path("function_call").isObject()) {
            return offered.getAsBoolean() ? Optional.empty() : Optional.of("calls a tool, and none was offered");
        }
        JsonNode content = message.path("content");
        if (!content.isTextual()) {
            return Optional.of("no text");
        }
        try {
            JsonNode answer = ANSWERS.readTree(content.textValue());
            return answer.isMissingNode() ? Optional.of("an empty text") : schema.flaw(answer);
        } catch (JsonProcessingException notJson) {
            return Optional.of("not JSON");
        }
    }
}
