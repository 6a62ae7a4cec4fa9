package io.headgate.worker.call;

import io.headgate.schemas.catalog.Capability;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a provider's error that the model cannot do at all what the request asks of it, and what that is. Careful, as it
 * is learned from: the error must say that something is not supported, and not merely that a value was wrong; words in
 * quotes do not count, since a client may have written them.
 */
final class CapabilityRefusal {
    private static final int MOST_CHARS = 500;

    /** Bounded by the length of the text: no repetition in it is nested. */
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`");

    /** What parameters, and words of a message, mean; the first that is found. */
    private static final Map<String, Capability> WORDS = words();

    private CapabilityRefusal() {}

    private static Map<String, Capability> words() {
        Map<String, Capability> words = new LinkedHashMap<>();
        words.put("parallel_tool", Capability.PARALLEL_TOOLS);
        words.put("parallel tool", Capability.PARALLEL_TOOLS);
        words.put("tool_choice", Capability.TOOL_CHOICE_REQUIRED);
        words.put("tool choice", Capability.TOOL_CHOICE_REQUIRED);
        words.put("tools", Capability.TOOLS);
        words.put("tool use", Capability.TOOLS);
        words.put("tool calling", Capability.TOOLS);
        words.put("function call", Capability.TOOLS);
        words.put("functions", Capability.TOOLS);
        words.put("json_schema", Capability.JSON_SCHEMA);
        words.put("json schema", Capability.JSON_SCHEMA);
        words.put("structured output", Capability.JSON_SCHEMA);
        words.put("json_object", Capability.JSON_MODE);
        words.put("json mode", Capability.JSON_MODE);
        words.put("image url", Capability.IMAGE_URL);
        words.put("image", Capability.VISION);
        words.put("vision", Capability.VISION);
        words.put("audio", Capability.AUDIO);
        words.put("modalities", Capability.AUDIO);
        words.put("reasoning", Capability.REASONING);
        words.put("thinking", Capability.REASONING);
        words.put("stream", Capability.STREAMING);
        words.put("logprobs", Capability.LOGPROBS);
        words.put("seed", Capability.SEED);
        words.put("system prompt", Capability.SYSTEM);
        words.put("system message", Capability.SYSTEM);
        words.put("system role", Capability.SYSTEM);
        words.put("developer instruction", Capability.SYSTEM);
        return words;
    }

    /**
     * What is refused; empty when the error says nothing of the kind.
     *
     * @param code the provider's own code; null when it gave none
     * @param type the provider's own type; null when it gave none
     * @param message the provider's own words; null when it gave none
     * @param parameter the parameter at fault; null when it gave none
     */
    static Optional<Capability> of(
            @Nullable String code, @Nullable String type, @Nullable String message, @Nullable String parameter) {
        String words = plain(message);
        boolean unsupported = says(code, "unsupported_param")
                || says(type, "unsupported_param")
                || (!says(code, "unsupported_value") && isUnsupported(words));
        if (!unsupported) {
            return Optional.empty();
        }
        if (parameter == null) {
            return word(words);
        }
        if (parameter.equals("n")) {
            return Optional.of(Capability.N);
        }
        return parameter.startsWith("messages") || parameter.startsWith("response_format")
                ? word(words)
                : word(plain(parameter));
    }

    private static boolean isUnsupported(String message) {
        return message.contains("not support") || message.contains("unsupported");
    }

    private static Optional<Capability> word(String text) {
        return WORDS.entrySet().stream()
                .filter(each -> text.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean says(@Nullable String text, String word) {
        return text != null && plain(text).contains(word);
    }

    private static String plain(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String head = text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS);
        return QUOTED.matcher(head).replaceAll(" ").toLowerCase(Locale.ROOT);
    }
}
