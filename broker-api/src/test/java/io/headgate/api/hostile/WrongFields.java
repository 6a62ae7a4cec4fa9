package io.headgate.api.hostile;

import static io.headgate.api.hostile.Hostile.Expected.NOT_A_FAILURE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Of every request that the document has an example of: each field in turn is of another type, or out of all bounds. */
final class WrongFields {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Raw JSON, in the place of a value. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1.5",
            "1e308",
            "99999999999999999999",
            "\"\"",
            "\"nobody\"",
            "\"a\\nb\\tc\"",
            "\"" + "x".repeat(5_000) + "\"",
            "[]",
            "{}",
            "[[[]]]",
            "{\"nothing\":null}");

    private final Requests requests;

    WrongFields(Requests requests) {
        this.requests = requests;
    }

    /** @param document the OpenAPI document that the process serves */
    Stream<Hostile> cases(JsonNode document) {
        List<Hostile> cases = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode content = operation.getValue().path("requestBody").path("content");
                    JsonNode example = content.path("application/json").path("example");
                    String line = operation.getKey().toUpperCase(Locale.ROOT) + " "
                            + path.getKey().replaceAll("\\{[^}]+}", "nobody-1");
                    if (example.isObject()) {
                        each(line, example, "", example.deepCopy(), cases);
                    }
                }));
        return cases.stream();
    }

    private void each(String line, JsonNode whole, String pointer, JsonNode at, List<Hostile> cases) {
        if (at instanceof ObjectNode object) {
            object.properties()
                    .forEach(field -> each(
                            line,
                            whole,
                            pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                            field.getValue(),
                            cases));
        } else if (at instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                each(line, whole, pointer + "/" + index, array.get(index), cases);
            }
        }
        if (!pointer.isEmpty()) {
            VALUES.forEach(value -> cases.add(changed(line, whole, pointer, value)));
        }
    }

    private Hostile changed(String line, JsonNode whole, String pointer, String value) {
        JsonNode body = whole.deepCopy();
        int cut = pointer.lastIndexOf('/');
        JsonNode parent = body.at(pointer.substring(0, cut));
        String name = pointer.substring(cut + 1).replace("~1", "/").replace("~0", "~");
        JsonNode replacement = read(value);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), replacement);
        } else {
            ((ObjectNode) parent).set(name, replacement);
        }
        return new Hostile(
                "%s is %s: %s".formatted(pointer, value.substring(0, Math.min(30, value.length())), line),
                requests.withBody(
                        line,
                        body.toString(),
                        requests.authorization(),
                        "Headgate-Tenant: acme",
                        "Content-Type: application/json"),
                NOT_A_FAILURE);
    }

    private static JsonNode read(String value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
