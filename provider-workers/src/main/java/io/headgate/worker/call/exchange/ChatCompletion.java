package io.headgate.worker.call.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a client can use a chat completion. */
final class ChatCompletion {
    /** {@code function_call} is the older name of {@code tool_calls}. */
    private static final Set<String> CALLS = Set.of("tool_calls", "function_call");

    private static final String NONE = "none";

    private static final int MOST_CHARACTERS = 64;
    private static final Pattern STRANGE = Pattern.compile("[^A-Za-z0-9_.:-]");

    private ChatCompletion() {}

    /** What a completion is worth. */
    sealed interface Worth {
        /** A client can use it. */
        record Usable() implements Worth {}

        /** All that was answered is withheld, for its content. */
        record Filtered() implements Worth {}

        /** It was cut at the cap on output before it said anything. */
        record Cut() implements Worth {}

        /** The provider gave it up. */
        record GivenUp() implements Worth {}

        /**
         * It ended for a reason that means none of OpenAI's.
         *
         * @param reason as the provider has it, shortened, and of letters, digits and {@code _.:-} only
         */
        record Ended(String reason) implements Worth {}

        /** @param seen what is wrong with it, for people; holds no text of it */
        record Flawed(String seen) implements Worth {}
    }

    private static final Worth USABLE = new Worth.Usable();
    private static final Worth FILTERED = new Worth.Filtered();
    private static final Worth CUT = new Worth.Cut();
    private static final Worth GIVEN_UP = new Worth.GivenUp();

    /** Usable when one choice is, though others are filtered or cut; any other fault of one is the whole's. */
    static Worth judged(JsonNode completion) {
        JsonNode choices = completion.path("choices");
        if (!choices.isArray() || choices.isEmpty()) {
            return new Worth.Flawed("no choices");
        }
        Worth all = FILTERED;
        for (JsonNode choice : choices) {
            switch (choice(choice)) {
                case Worth.Usable usable -> all = usable;
                case Worth.Filtered _ -> {}
                case Worth.Cut cut -> all = all instanceof Worth.Usable ? all : cut;
                case Worth worse -> {
                    return worse;
                }
            }
        }
        return all;
    }

    private static Worth choice(JsonNode choice) {
        String finish = choice.path("finish_reason").asText(NONE);
        if (finish.equals("content_filter")) {
            return FILTERED;
        }
        if (finish.equals("error")) {
            return GIVEN_UP;
        }
        JsonNode message = choice.path("message");
        if (!message.isObject()) {
            return new Worth.Flawed("a choice without message");
        }
        // By a cap that the client or its budget has set: it says nothing of the provider that all went into thinking.
        if (finish.equals("length")) {
            return saysSomething(message) ? USABLE : CUT;
        }
        if (!finish.equals("stop") && !CALLS.contains(finish)) {
            return finish.equals(NONE) ? new Worth.Flawed("no finish reason") : new Worth.Ended(word(finish));
        }
        return saysSomething(message) ? USABLE : new Worth.Flawed("empty content");
    }

    private static String word(String reason) {
        String brief = reason.substring(0, Math.min(reason.length(), MOST_CHARACTERS));
        return STRANGE.matcher(brief).replaceAll("_");
    }

    /** An empty text is nothing said, like none at all. */
    private static boolean saysSomething(JsonNode message) {
        return isFilled(message.path("content"))
                || isFilled(message.path("refusal"))
                || isFilled(message.path("tool_calls"))
                || isFilled(message.path("function_call"))
                || isFilled(message.path("audio"));
    }

    private static boolean isFilled(JsonNode node) {
        return node.isTextual() ? !node.textValue().isEmpty() : node.isContainerNode() && !node.isEmpty();
    }

    static @Nullable String servedModel(JsonNode completion) {
        String model = completion.path("model").asText("");
        return model.isBlank() || model.length() > 256 ? null : model;
    }
}
