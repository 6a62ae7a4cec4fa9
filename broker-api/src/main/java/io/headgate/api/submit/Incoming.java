package io.headgate.api.submit;

import java.time.Instant;
import java.util.Map;

/**
 * A request as it came, unread.
 *
 * @param headers the {@code headgate-*} headers, names in lower case; the same names as on a record
 * @param body an envelope, or a bare chat-completions body
 * @param at when it came
 */
// The array is neither copied nor changed on its way from the wire to the reader.
@SuppressWarnings("ArrayRecordComponent")
public record Incoming(Map<String, String> headers, byte[] body, Instant at) {
    public Incoming {
        headers = Map.copyOf(headers);
    }

    /** Without the body: a prompt never reaches a log. */
    @Override
    public String toString() {
        return "Incoming[%d bytes]".formatted(body.length);
    }
}
