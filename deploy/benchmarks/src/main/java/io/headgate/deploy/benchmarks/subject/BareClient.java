package io.headgate.deploy.benchmarks.subject;

import io.headgate.schemas.topic.HeaderNames;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.http.ApacheHttpUpstream;
import io.headgate.worker.call.http.HttpCall;
import io.headgate.worker.call.http.HttpLimits;
import io.headgate.worker.call.http.HttpReply;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The worker's HTTP client with nothing around it: a body goes, a body comes. Thread-safe; blocks. */
final class BareClient implements AutoCloseable {
    private static final CallTimeouts TIMEOUTS = new CallTimeouts(
            Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(120));

    private final Map<String, String> headers;
    private final ApacheHttpUpstream http;
    private final URI uri;

    /** @param connections at least as many as there will be calls at once */
    BareClient(URI baseUrl, int connections) {
        this(baseUrl, connections, null, null);
    }

    /**
     * @param key sent as a bearer's; null for none
     * @param tenant told to a Headgate that asks for no key; null for who is none
     */
    BareClient(URI baseUrl, int connections, @Nullable String key, @Nullable String tenant) {
        Map<String, String> sent = new HashMap<>(Map.of("User-Agent", "bare", "Accept", "application/json"));
        if (key != null) {
            sent.put("Authorization", "Bearer " + key);
        }
        if (tenant != null) {
            sent.put(HeaderNames.TENANT, tenant);
        }
        this.headers = Map.copyOf(sent);
        this.http = new ApacheHttpUpstream(HttpLimits.of(connections, true));
        this.uri = URI.create(baseUrl + "/chat/completions");
    }

    /** The reply's body; an exception when it is anything but a success. */
    byte[] call(byte[] body) {
        return switch (http.post(new HttpCall(uri, headers, body, TIMEOUTS))) {
            case HttpReply.Answered answered when answered.status() == 200 -> answered.body();
            case HttpReply.Answered answered ->
                throw new IllegalStateException("%s: seen HTTP %d, wanted 200".formatted(uri, answered.status()));
            case HttpReply.Broken broken -> throw new IllegalStateException("%s: %s".formatted(uri, broken.reason()));
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
