package io.headgate.api.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.id.Nearest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.HeaderNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a body's {@code metadata} says to Headgate: keys {@code headgate_priority}, {@code headgate_deadline} and so on, named as
 * the headers are, and {@code headgate_tag_…}. For clients that can set no headers. They do not go upstream.
 */
sealed interface MetadataClaims {
    String PREFIX = "headgate_";

    /** @param claims by the headers' names */
    record Taken(Map<String, String> claims) implements MetadataClaims {}

    record Unknown(Failure failure, String param) implements MetadataClaims {}

    /** Neither whose the request is nor its id: the one is the key's, the other the client's to set where it sends it. */
    List<String> KNOWN = List.of(
            HeaderNames.CORRELATION_ID,
            HeaderNames.USER,
            HeaderNames.IDEMPOTENCY_KEY,
            HeaderNames.TASK_ID,
            HeaderNames.TASK_TYPE,
            HeaderNames.LOCALE,
            HeaderNames.PRIORITY,
            HeaderNames.DEADLINE,
            HeaderNames.MAX_LATENCY_MS,
            HeaderNames.BUDGET);

    /** Takes them out of a body; a {@code metadata} that is empty then goes too. */
    static MetadataClaims takenFrom(ObjectNode body) {
        if (!(body.get("metadata") instanceof ObjectNode metadata)) {
            return new Taken(Map.of());
        }
        Map<String, String> claims = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> pair : metadata.properties()) {
            if (!pair.getKey().startsWith(PREFIX)) {
                continue;
            }
            String header = pair.getKey().toLowerCase(Locale.ROOT).replace('_', '-');
            boolean isTag = header.startsWith(HeaderNames.TAG_PREFIX);
            if (!isTag && !KNOWN.contains(header)) {
                return unknown(pair.getKey());
            }
            if (!pair.getValue().isTextual()) {
                return notText(pair.getKey(), pair.getValue().getNodeType());
            }
            // A tag's own name may hold an underscore.
            String name =
                    isTag ? HeaderNames.TAG_PREFIX + pair.getKey().substring(HeaderNames.TAG_PREFIX.length()) : header;
            claims.put(name, pair.getValue().textValue());
        }
        metadata.properties().removeIf(pair -> pair.getKey().startsWith(PREFIX));
        if (metadata.isEmpty() && !claims.isEmpty()) {
            body.remove("metadata");
        }
        return new Taken(claims);
    }

    private static Unknown unknown(String key) {
        List<String> allowed =
                KNOWN.stream().map(name -> name.replace('-', '_')).toList();
        String shown = key.length() <= 100 ? key : key.substring(0, 100);
        return new Unknown(
                new Failure(
                        FailureCode.INVALID_FIELD,
                        "metadata has a key '%s' that Headgate does not know%s"
                                .formatted(
                                        shown,
                                        Nearest.to(key, allowed)
                                                .map(near -> "; did you mean '" + near + "'?")
                                                .orElse(".")),
                        shown,
                        String.join(", ", allowed) + ", headgate_tag_<name>"),
                "metadata");
    }

    private static Unknown notText(String key, JsonNodeType seen) {
        return new Unknown(
                new Failure(
                        FailureCode.INVALID_FIELD,
                        "metadata's '%s' is no string.".formatted(key),
                        seen.name().toLowerCase(Locale.ROOT),
                        "a string"),
                "metadata." + key);
    }
}
