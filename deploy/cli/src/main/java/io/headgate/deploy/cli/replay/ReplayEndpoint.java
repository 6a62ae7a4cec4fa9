package io.headgate.deploy.cli.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.process.OptionError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code /v1/replays} of a running installation. */
final class ReplayEndpoint implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    /** A filter may hold for many: the answer to a dry run counts them all. */
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);

    private final URI endpoint;
    private final TenantId tenant;
    private final @Nullable String key;
    private final HttpClient client;

    /**
     * @param address of the API, http or https; what is behind the host counts for nothing
     * @param key the caller's; null where the API asks for none
     */
    ReplayEndpoint(URI address, TenantId tenant, @Nullable String key) {
        this.endpoint = address.resolve("/v1/replays");
        this.tenant = tenant;
        this.key = key;
        this.client = HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();
    }

    /**
     * The answer to an order: a plan, or with {@code "execute": true} the replay.
     *
     * @throws OptionError when it is refused, or nobody answers
     */
    JsonNode order(JsonNode body) throws IOException, InterruptedException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        return ask(request(endpoint)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    }

    /** How far a replay is. */
    JsonNode find(String id) throws IOException, InterruptedException {
        return ask(request(URI.create(endpoint + "/" + id)));
    }

    private HttpRequest.Builder request(URI address) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(address).timeout(ANSWER_WITHIN).header("headgate-tenant", tenant.value());
            return key == null ? request : request.header("authorization", "Bearer " + key);
        } catch (IllegalArgumentException refused) {
            // The message of a header that is refused would quote the key.
            throw new OptionError(
                    "The API cannot be asked at %s: allowed http or https, and a key of visible characters"
                            .formatted(address));
        }
    }

    private JsonNode ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException unreachable) {
            throw new OptionError("The API cannot be reached at %s (%s). Name its address with --api."
                    .formatted(endpoint, unreachable.getClass().getSimpleName()));
        }
        JsonNode told = read(response.body());
        if (response.statusCode() / 100 == 2 && told.path("object").asText().startsWith("replay")) {
            return told;
        }
        throw new OptionError(refusal(response.statusCode(), told));
    }

    private String refusal(int status, JsonNode told) {
        JsonNode error = told.path("error");
        if (!error.path("message").isTextual()) {
            return "No API answers at %s: seen status %d".formatted(endpoint, status);
        }
        return "%s%s%s%s"
                .formatted(
                        error.path("message").asText(),
                        named(" Field ", error.path("param")),
                        named("; seen ", told.path("seen")),
                        named("; allowed ", told.path("allowed")));
    }

    private static String named(String before, JsonNode value) {
        return value.isTextual() ? before + value.asText() : "";
    }

    /** What is no JSON is nothing: some other server may listen there. */
    private static JsonNode read(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException other) {
            return JSON.missingNode();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
