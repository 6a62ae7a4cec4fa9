package io.headgate.deploy.acceptance.checker.read;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that values were written with: by fingerprint those that were ever released, which lie beside the messages
 * as data; by id those of a registry. Thread-safe.
 */
final class Schemas {
    private static final List<String> MESSAGES = List.of(
            "Admission",
            "Attempt",
            "Cancel",
            "ClientRequest",
            "Dispatch",
            "FailedRequest",
            "Increment",
            "InferenceResult",
            "Intent",
            "Notice",
            "QuotaState");

    private final Map<Long, Schema> released = released();
    private final Map<Integer, Optional<Schema>> registered = new ConcurrentHashMap<>();
    private final @Nullable URI registry;

    Schemas(@Nullable URI registry) {
        this.registry = registry;
    }

    Optional<Schema> byFingerprint(long fingerprint) {
        return Optional.ofNullable(released.get(fingerprint));
    }

    /** Empty where there is no registry, or none of that id in it. */
    Optional<Schema> byId(int id) {
        URI asked = registry;
        return asked == null ? Optional.empty() : registered.computeIfAbsent(id, _ -> ask(asked, id));
    }

    private static Optional<Schema> ask(URI registry, int id) {
        String address = registry.toString().replaceAll("/+$", "") + "/schemas/ids/" + id;
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> reply = client.send(
                    HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
            return reply.statusCode() == 200
                    ? Optional.of(new Schema.Parser()
                            .parse(new ObjectMapper()
                                    .readTree(reply.body())
                                    .path("schema")
                                    .asText()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read schema %d from %s".formatted(id, registry), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading schema " + id, e);
        }
    }

    private static Map<Long, Schema> released() {
        Map<Long, Schema> all = new HashMap<>();
        for (String message : MESSAGES) {
            int version = 1;
            for (Schema schema = version(message, version); schema != null; schema = version(message, ++version)) {
                all.put(SchemaNormalization.parsingFingerprint64(schema), schema);
            }
            if (version == 1) {
                throw new IllegalStateException("no released schema of %s is on the class path".formatted(message));
            }
        }
        return all;
    }

    private static @Nullable Schema version(String message, int number) {
        String resource = "/avro-history/%s/v%d.avsc".formatted(message, number);
        try (InputStream text = Schemas.class.getResourceAsStream(resource)) {
            return text == null ? null : new Schema.Parser().parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
