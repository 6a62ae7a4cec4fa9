package io.headgate.deploy.simulator.wire;

import java.util.Optional;

/**
 * A request without its body.
 *
 * @param path below the provider's base, decoded
 * @param base where that path begins: {@code http://host:port/<provider>}, as the caller wrote the host
 */
public record RequestHead(String method, String path, String base, Fields headers, Fields query) {
    /** Named values of a request. */
    public interface Fields {
        /** The value of this name, in any case for a header; empty if it was not sent. */
        Optional<String> get(String name);
    }

    /** Whether it asks for this path with this method. */
    public boolean is(String asked, String where) {
        return method.equals(asked) && path.equals(where);
    }

    /** The token of {@code Authorization: Bearer …}; empty if there is none. */
    public Optional<String> bearer() {
        return authorization("bearer ");
    }

    /** What follows this scheme and a space in {@code Authorization}. */
    public Optional<String> authorization(String scheme) {
        String value = headers.get("authorization").orElse("");
        return value.regionMatches(true, 0, scheme, 0, scheme.length())
                ? Optional.of(value.substring(scheme.length()).strip())
                : Optional.empty();
    }
}
