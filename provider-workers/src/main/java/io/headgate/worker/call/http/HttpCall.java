package io.headgate.worker.call.http;

import io.headgate.worker.call.CallTimeouts;
import java.net.URI;
import java.util.Map;

/**
 * One HTTP request.
 *
 * @param headers besides content type and length; may hold a key
 * @param body JSON; empty for a GET
 */
public record HttpCall(URI uri, Map<String, String> headers, byte[] body, CallTimeouts timeouts) {
    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /** Without headers and body, which hold key and prompt. */
    @Override
    public String toString() {
        return "HttpCall[%s, %d bytes]".formatted(uri, body.length);
    }
}
