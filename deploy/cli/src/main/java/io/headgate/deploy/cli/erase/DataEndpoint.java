package io.headgate.deploy.cli.erase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.process.OptionError;
import io.headgate.schemas.topic.HeaderNames;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code /v1/data} of a running installation. */
final class DataEndpoint implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    /** It answers when all is deleted, and there may be a lot. */
    private static final Duration ANSWER_WITHIN = Duration.ofHours(1);

    private final URI endpoint;
    private final @Nullable String key;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();

    /**
     * An installation's.
     *
     * @param address of the API, http or https
     * @param key of a caller who may erase; null where the API asks for none
     */
    DataEndpoint(URI address, @Nullable String key) {
        if (address.getHost() == null || !("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
            throw new OptionError("--api: seen %s, allowed http://HOST:PORT".formatted(address));
        }
        this.endpoint = address.resolve("/v1/data");
        this.key = key;
    }

    /**
     * What was erased, or would be.
     *
     * @param user null for all that the tenant has
     * @throws OptionError when the API refuses
     */
    JsonNode erase(TenantId tenant, @Nullable UserId user, boolean dryRun) throws IOException, InterruptedException {
        String query = "?tenant=" + encoded(tenant.value())
                + (user == null ? "" : "&user=" + encoded(user.value()))
                + "&dry_run=" + dryRun;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint + query))
                .timeout(ANSWER_WITHIN)
                .header(HeaderNames.TENANT, tenant.value())
                .DELETE();
        if (key != null && !key.isBlank()) {
            request.header("authorization", "Bearer " + key.strip());
        }
        HttpResponse<String> reply = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        JsonNode told = read(reply);
        if (reply.statusCode() != 200) {
            throw new OptionError("%s answered %d: %s"
                    .formatted(
                            endpoint,
                            reply.statusCode(),
                            told.at("/error/message").asText("no reason given")));
        }
        return told;
    }

    private JsonNode read(HttpResponse<String> reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            throw new OptionError(
                    "%s answered %d, and no JSON: is it Headgate's API?".formatted(endpoint, reply.statusCode()));
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
