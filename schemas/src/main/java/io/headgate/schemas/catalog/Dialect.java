package io.headgate.schemas.catalog;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a server that is compatible with OpenAI's chat completions differs from them. Of the fields of a body, {@code
 * messages[].name} is that of every message.
 *
 * @param keyHeader the header that holds the key and nothing else; null for {@code Authorization: Bearer}
 * @param headers sent with every request, by name
 * @param renamed fields of the body that have another name there, by OpenAI's
 * @param unsupported fields that it refuses, or ignores in silence
 * @param values words that are others there, by field and OpenAI's word
 * @param finishReasons its own to OpenAI's
 * @param serviceTiers its own to those of OpenAI's that are billed alike
 * @param failures the finish reasons that say that it failed, and the HTTP status which each stands for, 400 to 599
 * @param reasoningField what a message's {@code reasoning_content} is called
 * @param usageAt where a reply reports its usage if not in {@code usage}, as a JSON pointer; null when nowhere
 * @param streamOptions whether it may be asked for the usage of a stream
 */
public record Dialect(
        @Nullable String keyHeader,
        Map<String, String> headers,
        Map<String, String> renamed,
        Set<String> unsupported,
        Map<String, Map<String, String>> values,
        Map<String, String> finishReasons,
        Map<String, String> serviceTiers,
        Map<String, Integer> failures,
        String reasoningField,
        @Nullable String usageAt,
        boolean streamOptions) {
    /** What OpenAI calls reasoning where it is told at all. */
    public static final String REASONING_FIELD = "reasoning_content";

    /** No difference. */
    public static final Dialect OPENAI = new Dialect(
            null, Map.of(), Map.of(), Set.of(), Map.of(), Map.of(), Map.of(), Map.of(), REASONING_FIELD, null, true);

    public Dialect {
        headers = Map.copyOf(headers);
        renamed = Map.copyOf(renamed);
        unsupported = Set.copyOf(unsupported);
        values = values.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, field -> Map.copyOf(field.getValue())));
        finishReasons = Map.copyOf(finishReasons);
        serviceTiers = Map.copyOf(serviceTiers);
        failures = Map.copyOf(failures);
    }
}
