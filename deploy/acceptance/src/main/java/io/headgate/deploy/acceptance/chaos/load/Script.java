package io.headgate.deploy.acceptance.chaos.load;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is asked in a run: the n-th request is the same whenever it is asked for.
 *
 * @param run in all ids and canaries, its own among runs; 8 characters or more, so that a canary is nothing else by chance
 */
public record Script(String run) {
    private static final int LEAST = 8;

    /** Five that may spend what they like, and one that soon has spent what it may. */
    public static final List<String> TENANTS = List.of("acme", "globex", "initech", "umbrella", "hooli", "frugal");

    public Script {
        if (run.length() < LEAST) {
            throw new IllegalArgumentException("run: seen '%s', allowed %d characters or more".formatted(run, LEAST));
        }
    }

    /**
     * One request.
     *
     * @param number from 0
     * @param body an OpenAI chat completion
     */
    public record Request(int number, String tenant, String id, byte[] body) {
        /** As on a record or over HTTP. */
        public Map<String, String> headers() {
            return Map.of(
                    "headgate-tenant", tenant, "headgate-id", id, "headgate-tag-project", "project-" + number % 4);
        }
    }

    /** The n-th, from 0. */
    public Request request(int number) {
        String tenant = TENANTS.get(number % TENANTS.size());
        String body = """
                {"model":"chaos-text","max_tokens":24,"messages":[{"role":"user","content":"%s number %d: why do rivers meander?"}]}""".formatted(canary(tenant), number);
        return new Request(number, tenant, run + "-" + number, body.getBytes(StandardCharsets.UTF_8));
    }

    /** What stands in the prompts of one tenant and nowhere else, by tenant. */
    public Map<String, String> canaries() {
        return TENANTS.stream().collect(Collectors.toMap(tenant -> tenant, this::canary));
    }

    private String canary(String tenant) {
        return "canary-" + tenant + "-" + run;
    }
}
