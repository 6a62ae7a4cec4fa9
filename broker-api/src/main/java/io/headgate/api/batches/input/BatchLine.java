package io.headgate.api.batches.input;

import io.headgate.schemas.id.RequestId;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A line that can be sent.
 *
 * @param number its place in the file, from 1
 * @param customId what the client calls it; unique within its file, and stands beside its result
 * @param endpoint as {@code /v1/chat/completions}
 * @param body the request, verbatim
 * @param context the line's {@code headgate} object, verbatim; null when it has none
 */
public record BatchLine(
        int number,
        String customId,
        String endpoint,
        String body,
        @Nullable String context) {
    /** The line as intake reads it, under an id that is unique within the tenant, which {@code customId} is not. */
    public byte[] request(RequestId id) {
        String name = id.value().replace("\\", "\\\\").replace("\"", "\\\"");
        String routed = context == null ? "" : ",\"headgate\":" + context;
        return "{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"%s\"%s,\"body\":%s}"
                .formatted(name, endpoint, routed, body)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Without the body: a prompt never reaches a log. */
    @Override
    public String toString() {
        return "BatchLine[line %d, %s]".formatted(number, endpoint);
    }
}
