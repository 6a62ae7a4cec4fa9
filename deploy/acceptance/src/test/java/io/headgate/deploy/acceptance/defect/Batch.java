package io.headgate.deploy.acceptance.defect;

import io.headgate.deploy.acceptance.Topic;
import io.headgate.deploy.acceptance.checker.Installation.Canaries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The requests that every mistake meets: two tenants, a few requests published twice, some with little time, some of a
 * project whose budget is soon spent, some for a model without a price.
 */
final class Batch {
    static final int SIZE = 240;

    /** In each tenant's prompts, and nowhere else. */
    static final Canaries CANARIES = new Canaries(
            Map.of("acme", "canary-acme-8c1d", "globex", "canary-globex-3fa7"), List.of("sk-canary-planted-51e0"));

    private Batch() {}

    private record Request(int number, int copy) {
        String tenant() {
            return number % 4 == 0 ? "globex" : "acme";
        }

        byte[] body() {
            String model = number % 10 == 7 ? "unpriced-text" : "fast-text";
            return """
                    {"model":"%s","messages":[{"role":"user","content":"%s, number %d"}]}""".formatted(model, CANARIES.ofTenants().get(tenant()), number)
                    .getBytes(StandardCharsets.UTF_8);
        }

        Map<String, String> headers() {
            Map<String, String> headers =
                    new HashMap<>(Map.of("headgate-tenant", tenant(), "headgate-id", "planted-" + number));
            if (number % 5 == 1) {
                headers.put("headgate-tag-project", "thrift");
            }
            if (number % 5 == 3) {
                headers.put("headgate-deadline", "PT6S");
            }
            return headers;
        }
    }

    static void publish(Topic requests) {
        List<Request> all = new ArrayList<>();
        for (int number = 0; number < SIZE; number++) {
            all.add(new Request(number, 1));
            if (number % 8 == 5) {
                all.add(new Request(number, 2));
            }
        }
        requests.publishAll(all, request -> Map.entry(request.body(), request.headers()));
    }
}
