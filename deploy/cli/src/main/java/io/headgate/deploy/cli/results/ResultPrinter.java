package io.headgate.deploy.cli.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.schemas.codec.json.ResultJson;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.money.Cost;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Prints results: a short paragraph for people, or the JSON that is on the topic. */
public final class ResultPrinter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;
    private final boolean json;

    public ResultPrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    public void print(InferenceResult result) {
        out.println(json ? new String(ResultJson.encode(result), StandardCharsets.UTF_8) : text(result));
        out.flush();
    }

    private static String text(InferenceResult result) {
        return switch (result.outcome()) {
            case InferenceResult.Completed completed ->
                "✓ %s  %s · %s · %s in, %s out · %s · %d ms%n  %s"
                        .formatted(
                                result.key(),
                                completed.target().provider(),
                                completed.target().model(),
                                completed.usage().inputTokens(),
                                completed.usage().outputTokens(),
                                cost(completed.cost()),
                                Duration.between(result.acceptedAt(), result.endedAt())
                                        .toMillis(),
                                answer(completed.response()));
            case InferenceResult.Failed(Failure failure) ->
                "✗ %s  %s: %s%s"
                        .formatted(
                                result.key(),
                                failure.code().wireName(),
                                failure.message(),
                                failure.allowed() == null ? "" : " (allowed: " + failure.allowed() + ")");
        };
    }

    private static String cost(Cost cost) {
        return switch (cost) {
            case Cost.Priced(var amount) -> amount.toString();
            case Cost.Unpriced(String reason) -> "unpriced: " + reason;
        };
    }

    private static String answer(String response) {
        try {
            JsonNode message = JSON.readTree(response).path("choices").path(0).path("message");
            return message.path("content").isTextual() ? message.path("content").textValue() : message.toString();
        } catch (JsonProcessingException e) {
            return response;
        }
    }
}
