package io.headgate.deploy.cli.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.schemas.process.OptionError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the router of a running installation: it alone knows all that it decides by. */
public final class RouterEndpoint implements Oracle, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final URI endpoint;
    private final Optional<String> key;
    private final HttpClient client;

    /**
     * Asks where a router listens.
     *
     * @param address of the router's process, http or https; what is behind the host counts for nothing
     * @param key an API key with the scope operate; empty where none is asked for
     */
    public RouterEndpoint(URI address, Optional<String> key) {
        this.key = key;
        this.endpoint = address.resolve("/v1/route/explain");
        this.client = HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();
    }

    @Override
    public Answer explain(Map<String, String> headers, byte[] body) throws IOException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = client.send(request(headers, body), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException unreachable) {
            throw new OptionError(
                    "The router cannot be reached at %s (%s). Name its address with --api, or decide by a file with --catalog."
                            .formatted(endpoint, unreachable.getClass().getSimpleName()));
        }
        return answer(response.statusCode(), response.body());
    }

    private HttpRequest request(Map<String, String> headers, byte[] body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                    .timeout(ANSWER_WITHIN)
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach(request::header);
            key.ifPresent(it -> request.header("authorization", "Bearer " + it));
            return request.build();
        } catch (IllegalArgumentException refused) {
            throw new OptionError("The router cannot be asked at %s: %s".formatted(endpoint, refused.getMessage()));
        }
    }

    private Answer answer(int status, byte[] body) throws IOException {
        JsonNode told = read(body);
        if (status == 200 && told.path("considered").isArray()) {
            return new Answer.Routed(told);
        }
        JsonNode error = told.path("error");
        if (status == 401) {
            throw new OptionError("No API key is good at %s (%s). Set HEADGATE_API_KEY to one with the scope operate."
                    .formatted(endpoint, error.path("message").asText()));
        }
        if (status >= 400 && status < 500 && error.path("code").isTextual()) {
            return new Answer.Refused(
                    error.path("code").textValue(),
                    error.path("message").asText(),
                    text(error.path("param")),
                    text(told.path("allowed")));
        }
        throw new OptionError("No router answers at %s: seen status %d%s, allowed 200 with an explanation."
                .formatted(
                        endpoint,
                        status,
                        error.path("message").isTextual()
                                ? " (" + error.path("message").textValue() + ")"
                                : ""));
    }

    /** What is no JSON is nothing: some other server may listen there. */
    private static JsonNode read(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException other) {
            return JSON.missingNode();
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }

    @Override
    public void close() {
        client.close();
    }
}
