package io.headgate.worker.call.http;

import io.headgate.worker.call.CallTimeouts;
import java.net.URI;
import java.util.Map;

/**
 * A POST of JSON.
 *
 * @param headers besides content type and length; may hold a key
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
