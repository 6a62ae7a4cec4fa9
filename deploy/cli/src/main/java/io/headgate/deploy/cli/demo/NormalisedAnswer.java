package io.headgate.deploy.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.money.Usage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What has to be the same in an answer whoever gave it: not ids, times and names of models, but all else that a client
 * goes by.
 *
 * @param text empty when tools are called
 * @param inputTokens cached ones included
 * @param outputTokens reasoning included
 * @param source an estimate is not equal to a count
 */
record NormalisedAnswer(
        String text,
        List<ToolCall> toolCalls,
        String finish,
        long inputTokens,
        long outputTokens,
        Usage.Source source) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DIGITS = 8;
    private static final int WIDTH = 28;

    NormalisedAnswer {
        toolCalls = List.copyOf(toolCalls);
    }

    /** A call without its id. Arguments are compared as JSON: how they are spaced means nothing. */
    record ToolCall(String name, JsonNode arguments) {
        @Override
        public String toString() {
            return name + "(" + arguments + ")";
        }
    }

    /** Of the first choice of a result. */
    static NormalisedAnswer of(InferenceResult.Completed completed) {
        JsonNode choice = json(completed.response()).path("choices").path(0);
        JsonNode message = choice.path("message");
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            calls.add(new ToolCall(
                    function.path("name").asText(),
                    json(function.path("arguments").asText())));
        }
        Usage usage = completed.usage();
        return new NormalisedAnswer(
                message.path("content").asText(""),
                calls,
                choice.path("finish_reason").asText("none"),
                usage.inputTokens(),
                usage.outputTokens(),
                usage.source());
    }

    /** Eight hexadecimal digits that are the same for equal answers. */
    String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** How it begins, for a cell of a table. */
    String beginning() {
        String whole = toolCalls.isEmpty() ? text : toolCalls.getFirst().toString();
        return whole.length() <= WIDTH ? whole : whole.substring(0, WIDTH - 2) + " …";
    }

    /** JSON, or the text itself where it is none: that differs from all that is. */
    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }
}
