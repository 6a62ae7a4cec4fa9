package io.headgate.deploy.simulator.wire;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Heads of requests that never were on a wire. */
public final class Heads {
    private Heads() {}

    /** @param path with its query, if it has one; {@code headers} are names and values in turn */
    public static RequestHead post(String path, String... headers) {
        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < headers.length; i += 2) {
            sent.put(headers[i], headers[i + 1]);
        }
        int query = path.indexOf('?');
        String below = query < 0 ? path : path.substring(0, query);
        Map<String, String> asked = new TreeMap<>();
        for (String pair : query < 0 ? new String[0] : path.substring(query + 1).split("&", -1)) {
            asked.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return new RequestHead(
                "POST",
                below,
                "http://sim/p",
                name -> Optional.ofNullable(sent.get(name)),
                name -> Optional.ofNullable(asked.get(name)));
    }
}
