package io.headgate.worker.call.wire;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * An HTTP request in a provider's format.
 *
 * @param headers of the format's own, such as the key; tracing and the like are added to them
 * @param body JSON; empty for a GET
 */
public record WireRequest(Method method, URI uri, Map<String, String> headers, byte[] body) {
    public WireRequest {
        headers = Map.copyOf(headers);
    }

    /** What is done with the URI. */
    public enum Method {
        GET,
        POST
    }

    /** The same with these headers besides its own. */
    public WireRequest with(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new WireRequest(method, uri, all, body);
    }

    /** Without headers and body, which hold key and prompt. */
    @Override
    public String toString() {
        return "WireRequest[%s %s, %d bytes]".formatted(method, uri, body.length);
    }
}
