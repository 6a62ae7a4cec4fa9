package io.headgate.deploy.simulator.wire.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.generation.ChatPrompt.Delivery;
import io.headgate.deploy.simulator.generation.Conversation;
import io.headgate.deploy.simulator.generation.Conversation.Role;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.RefusedRequest;
import io.headgate.deploy.simulator.wire.RequestBody;
import io.headgate.deploy.simulator.wire.RequestHead;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a request for a prediction of a language model: a prompt, or messages, in its input. */
final class PredictionRequestReader {
    private static final Pattern WAIT = Pattern.compile("wait(?:=(\\d{1,4}))?");
    private static final int LONGEST_WAIT = 60;
    /** A number without a unit is one of seconds. */
    private static final Pattern TIME =
            Pattern.compile("(?:(?<h>\\d{1,6})h)?(?:(?<m>\\d{1,6})m)?(?:(?<s>\\d{1,6})s?)?");

    private static final Duration SOONEST_END = Duration.ofSeconds(5);
    private static final String[] LIMITS = {"max_completion_tokens", "max_tokens", "max_new_tokens"};
    private static final String[] IMAGES = {"image", "images", "image_input"};

    private PredictionRequestReader() {}

    /** @param model from the path; empty if the body is to name a version */
    static Reading read(RequestHead head, byte[] body, Optional<String> model) {
        return RequestBody.read(body, "input: want a JSON object", request -> prompt(request, model, delivery(head)));
    }

    private static ChatPrompt prompt(JsonNode request, Optional<String> model, Delivery delivery)
            throws RefusedRequest {
        String asked = model.isPresent() ? model.get() : request.path("version").asText();
        if (asked.isBlank()) {
            throw new RefusedRequest("version", "version is required");
        }
        JsonNode input = request.path("input");
        if (!input.isObject()) {
            throw new RefusedRequest("input", "input is required");
        }
        return ChatPrompt.of(asked, conversation(input), maxTokens(input), delivery);
    }

    private static Delivery delivery(RequestHead head) throws RefusedRequest {
        return new Delivery.Prediction(patience(head), cancelAfter(head));
    }

    private static Optional<Duration> cancelAfter(RequestHead head) throws RefusedRequest {
        Optional<String> asked = head.headers().get("cancel-after");
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        Matcher time = TIME.matcher(asked.get().strip());
        Duration after = time.matches()
                ? Duration.ofHours(number(time, "h"))
                        .plusMinutes(number(time, "m"))
                        .plusSeconds(number(time, "s"))
                : Duration.ZERO;
        if (after.compareTo(SOONEST_END) < 0) {
            throw new RefusedRequest("cancel-after", "Cancel-After: must be a duration of at least 5 seconds");
        }
        return Optional.of(after);
    }

    private static long number(Matcher time, String unit) {
        String digits = time.group(unit);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Optional<Duration> patience(RequestHead head) throws RefusedRequest {
        Optional<String> prefer = head.headers().get("prefer");
        if (prefer.isEmpty()) {
            return Optional.empty();
        }
        Matcher wait = WAIT.matcher(prefer.get().strip());
        if (!wait.matches()) {
            return Optional.empty();
        }
        int seconds = wait.group(1) == null ? LONGEST_WAIT : Integer.parseInt(wait.group(1));
        if (seconds < 1 || seconds > LONGEST_WAIT) {
            throw new RefusedRequest("prefer", "Prefer: wait must be from 1 to 60 seconds");
        }
        return Optional.of(Duration.ofSeconds(seconds));
    }

    private static Conversation conversation(JsonNode input) throws RefusedRequest {
        Conversation conversation = new Conversation();
        String system = text(input, "system_prompt");
        if (!system.isEmpty()) {
            conversation.speaks(Role.SYSTEM);
            conversation.says(system);
        }
        String prompt = text(input, "prompt");
        JsonNode messages = input.path("messages");
        if (prompt.isEmpty() && messages.isEmpty()) {
            throw new RefusedRequest("input.prompt", "input: prompt is required");
        }
        for (JsonNode message : messages) {
            conversation.speaks(role(message.path("role").asText()));
            conversation.says(message.path("content").asText());
        }
        if (!prompt.isEmpty()) {
            conversation.speaks(Role.USER);
            conversation.says(prompt);
        }
        for (String field : IMAGES) {
            JsonNode image = input.path(field);
            if (image.isTextual()) {
                conversation.showsImage(image.asText());
            }
            image.forEach(one -> conversation.showsImage(one.asText()));
        }
        return conversation;
    }

    private static Role role(String name) throws RefusedRequest {
        return switch (name) {
            case "system", "developer" -> Role.SYSTEM;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            default -> throw new RefusedRequest("input.messages", "input.messages: role '" + name + "' is unknown");
        };
    }

    private static String text(JsonNode input, String field) throws RefusedRequest {
        JsonNode text = input.path(field);
        if (!text.isMissingNode() && !text.isNull() && !text.isTextual()) {
            throw new RefusedRequest("input." + field, "input." + field + ": Invalid type. Expected: string");
        }
        return text.asText("");
    }

    private static OptionalInt maxTokens(JsonNode input) throws RefusedRequest {
        for (String field : LIMITS) {
            JsonNode limit = input.path(field);
            if (limit.isMissingNode() || limit.isNull()) {
                continue;
            }
            if (RequestBody.isNoCount(limit)) {
                throw new RefusedRequest("input." + field, "input." + field + ": Must be greater than or equal to 1");
            }
            return OptionalInt.of(limit.intValue());
        }
        return OptionalInt.empty();
    }
}
