package io.headgate.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The OpenAPI document of the HTTP face, as JSON, which is YAML too.
 *
 * <p>The build reads paths, parameters, schemas and summaries from the controllers and their Javadoc. What holds for every
 * operation, and what no annotation should have to say, is added here: the security scheme and the shape of errors (from
 * {@code openapi/frame.json}), routes of other services that may be in the same process (from {@code openapi/others.json}), and
 * an example of each operation (from {@code openapi/examples/<operation id>.json}).
 */
public final class OpenApiDocument {
    private static final String GENERATED = "/META-INF/swagger/headgate-api.json";
    private static final String FRAME = "/openapi/frame.json";
    private static final String OTHERS = "/openapi/others.json";
    private static final String SCHEMAS = "#/components/schemas/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode document;

    private OpenApiDocument(ObjectNode document) {
        this.document = document;
    }

    /** Reads and completes it. */
    public static OpenApiDocument load() {
        ObjectNode document = (ObjectNode) resource(FRAME).orElseThrow(() -> missing(FRAME));
        JsonNode generated = resource(GENERATED).orElseThrow(() -> missing(GENERATED));
        JsonNode others = resource(OTHERS).orElseThrow(() -> missing(OTHERS));
        ObjectNode paths = document.putObject("paths");
        sorted(generated.path("paths"), others).forEach((path, operations) -> {
            ObjectNode completed = paths.putObject(path);
            operations.properties().forEach(entry -> {
                String id = Operations.id(entry.getKey(), path);
                completed.set(
                        entry.getKey(), Operations.completed((ObjectNode) entry.getValue(), path, id, example(id)));
            });
        });
        addSchemas(document, document, generated.path("components").path("schemas"));
        return new OpenApiDocument(document);
    }

    /** Those that something in the document refers to, and what they refer to: the build makes one of every type it meets. */
    private static void addSchemas(ObjectNode document, JsonNode referring, JsonNode generated) {
        ObjectNode schemas = (ObjectNode) document.path("components").path("schemas");
        for (JsonNode reference : referring.findValues("$ref")) {
            String name = reference.asText().substring(reference.asText().lastIndexOf('/') + 1);
            if (reference.asText().startsWith(SCHEMAS) && generated.has(name) && !schemas.has(name)) {
                schemas.set(name, generated.path(name));
                addSchemas(document, generated.path(name), generated);
            }
        }
    }

    public byte[] toJson() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, JsonNode> sorted(JsonNode paths, JsonNode more) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        Stream.of(paths, more)
                .flatMap(some -> some.properties().stream())
                .forEach(path -> sorted.put(path.getKey(), path.getValue()));
        return sorted;
    }

    private static JsonNode example(String operation) {
        return resource("/openapi/examples/" + operation + ".json").orElseGet(JSON::createObjectNode);
    }

    private static Optional<JsonNode> resource(String name) {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    private static IllegalStateException missing(String name) {
        return new IllegalStateException("missing from the jar: " + name);
    }
}
