package io.headgate.deploy.acceptance.chaos.load;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that is no request.
 *
 * @param tenant that it says it is of; null where it does not say
 */
record Hostile(byte @Nullable [] value, @Nullable String tenant) {
    private static final int TOO_DEEP = 200;
    private static final int TOO_LARGE = 600_000;

    /** One of each kind, always in the same order. */
    static List<Hostile> all() {
        String tenant = Script.TENANTS.getFirst();
        return List.of(
                new Hostile(bytes("{\"model\": "), tenant),
                new Hostile(bytes("hello"), tenant),
                new Hostile(new byte[] {(byte) 0xC3, 1, 9, 9, 9, 9, 9, 9, 9, 9, 2, 4}, tenant),
                new Hostile(new byte[] {0, 0, 0, 0, 7, 1, 2, 3}, tenant),
                new Hostile(bytes("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"), tenant),
                new Hostile(chat("nothing-text", "x"), tenant),
                new Hostile(chat("chaos-text", "x".repeat(TOO_LARGE)), tenant),
                new Hostile(bytes("[".repeat(TOO_DEEP) + "]".repeat(TOO_DEEP)), tenant),
                new Hostile(chat("chaos-text", "nobody's"), null),
                new Hostile(chat("chaos-text", "a stranger's"), "nobody-knows-me"),
                new Hostile(new byte[0], tenant),
                new Hostile(null, tenant));
    }

    Map<String, String> headers(String id) {
        Map<String, String> headers = new HashMap<>(Map.of("headgate-id", id));
        if (tenant != null) {
            headers.put("headgate-tenant", tenant);
        }
        return headers;
    }

    private static byte[] chat(String model, String text) {
        return bytes("{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}".formatted(model, text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
