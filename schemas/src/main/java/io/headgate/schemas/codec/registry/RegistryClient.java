package io.headgate.schemas.codec.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.schemas.codec.framing.PortableSchema;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry over the REST protocol that Confluent's, Apicurio, Karapace and Redpanda share. A schema is asked
 * for once and kept; an id that does not exist is asked for again only after a while. Blocks while it asks.
 */
public final class RegistryClient implements SchemaRegistry, AutoCloseable {
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    /** The protocol's own code for "no such schema"; any other 404 comes from something that is no registry. */
    private static final int NO_SUCH_SCHEMA = 40403;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryConfig config;
    private final HttpClient http;
    private final ConcurrentMap<String, Integer> ids = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final UnknownIds unknown = new UnknownIds();

    public RegistryClient(RegistryConfig config) {
        this.config = config;
        this.http = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public int register(String subject, Schema schema) {
        String text = PortableSchema.text(schema);
        String key = subject + "\n" + text;
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        String path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions";
        HttpRequest question = request(path)
                .header("Content-Type", CONTENT_TYPE)
                .POST(BodyPublishers.ofString(
                        JSON.valueToTree(Map.of("schema", text)).toString()))
                .build();
        HttpResponse<String> answer = ask(question);
        return switch (answer.statusCode()) {
            case OK -> {
                int id = id(question, answer);
                ids.put(key, id);
                yield id;
            }
            case CONFLICT, UNPROCESSABLE ->
                throw new SchemaRefusedException("schema registry %s: subject %s: seen HTTP %d, %s; allowed is a schema"
                                .formatted(config.url(), subject, answer.statusCode(), message(answer))
                        + " that every reader of the subject can read");
            default -> throw unexpected(question, answer);
        };
    }

    @Override
    public Optional<Schema> byId(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        if (id < 0 || unknown.contains(id)) {
            return Optional.empty();
        }
        HttpRequest question = request("/schemas/ids/" + id).GET().build();
        HttpResponse<String> answer = ask(question);
        Optional<Schema> found = switch (answer.statusCode()) {
            case OK -> schema(question, answer);
            case NOT_FOUND -> {
                if (tree(answer).path("error_code").asInt() != NO_SUCH_SCHEMA) {
                    throw unexpected(question, answer);
                }
                yield Optional.empty();
            }
            default -> throw unexpected(question, answer);
        };
        found.ifPresentOrElse(schema -> schemas.put(id, schema), () -> unknown.add(id));
        return found;
    }

    private int id(HttpRequest question, HttpResponse<String> answer) {
        JsonNode id = tree(answer).path("id");
        if (!id.canConvertToInt()) {
            throw unexpected(question, answer);
        }
        return id.intValue();
    }

    /** Empty for a schema that is not Avro, or that refers to others. */
    private Optional<Schema> schema(HttpRequest question, HttpResponse<String> answer) {
        JsonNode fields = tree(answer);
        if (!fields.path("schema").isTextual()) {
            throw unexpected(question, answer);
        }
        if (!fields.path("schemaType").asText("AVRO").equals("AVRO")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Schema.Parser().parse(fields.path("schema").textValue()));
        } catch (SchemaParseException notOnItsOwn) {
            return Optional.empty();
        }
    }

    private HttpRequest.Builder request(String path) {
        String base = config.url().toString().replaceAll("/+$", "");
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(config.timeout())
                .header("Accept", CONTENT_TYPE + ", application/json");
        return switch (config.credentials()) {
            case RegistryConfig.Credentials.None() -> builder;
            case RegistryConfig.Credentials.Basic(String user, String password) -> {
                byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
                yield builder.header(
                        "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
            }
            case RegistryConfig.Credentials.Bearer(String token) -> builder.header("Authorization", "Bearer " + token);
        };
    }

    /** The client's own timeout ends with the headers; this one covers the body too. */
    private HttpResponse<String> ask(HttpRequest question) {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(question, BodyHandlers.ofString());
        try {
            return answer.get(config.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unavailable(question, "no answer within " + config.timeout(), e);
        } catch (ExecutionException e) {
            throw unavailable(question, String.valueOf(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable(question, "interrupted", e);
        }
    }

    private static RegistryUnavailableException unexpected(HttpRequest question, HttpResponse<String> answer) {
        return unavailable(question, "HTTP %d, %s".formatted(answer.statusCode(), message(answer)), /* cause= */ null);
    }

    private static RegistryUnavailableException unavailable(
            HttpRequest question, String seen, @Nullable Throwable cause) {
        return new RegistryUnavailableException(
                "schema registry: %s %s: seen %s".formatted(question.method(), question.uri(), seen), cause);
    }

    /** What the registry says of its refusal: no more than a line of it. */
    private static String message(HttpResponse<String> answer) {
        String said = tree(answer).path("message").asText("no message");
        return said.length() > 300 ? said.substring(0, 300) + " …" : said;
    }

    private static JsonNode tree(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
