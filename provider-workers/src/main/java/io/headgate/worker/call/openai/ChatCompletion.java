package io.headgate.worker.call.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What makes a JSON object a chat completion that a client can use. */
final class ChatCompletion {
    /** {@code function_call} is the older name of {@code tool_calls}. */
    private static final Set<String> FINISH_REASONS =
            Set.of("stop", "length", "tool_calls", "content_filter", "function_call");

    private ChatCompletion() {}

    /** What is wrong with it; empty when nothing is. */
    static Optional<String> flaw(JsonNode completion) {
        JsonNode choices = completion.path("choices");
        if (!choices.isArray() || choices.isEmpty()) {
            return Optional.of("no choices");
        }
        for (JsonNode choice : choices) {
            Optional<String> flaw = flawOfChoice(choice);
            if (flaw.isPresent()) {
                return flaw;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> flawOfChoice(JsonNode choice) {
        String finish = choice.path("finish_reason").asText("none");
        if (!FINISH_REASONS.contains(finish)) {
            return Optional.of("finish reason '%s'".formatted(finish.substring(0, Math.min(finish.length(), 64))));
        }
        JsonNode message = choice.path("message");
        if (!message.isObject()) {
            return Optional.of("a choice without message");
        }
        return finish.equals("stop") && !saysSomething(message) ? Optional.of("null content") : Optional.empty();
    }

    private static boolean saysSomething(JsonNode message) {
        return message.hasNonNull("content")
                || message.hasNonNull("refusal")
                || message.hasNonNull("tool_calls")
                || message.hasNonNull("audio");
    }

    static @Nullable String servedModel(JsonNode completion) {
        String model = completion.path("model").asText("");
        return model.isBlank() || model.length() > 256 ? null : model;
    }
}
