package io.headgate.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** One operation of the document: what the build read of it, and what is added. */
final class Operations {
    /** The argument of a route that the door binds: no client sends it. */
    private static final String CALLER = "caller";
    /** What any route may answer; the names of these responses in the frame. */
    private static final Map<String, String> ERRORS = Map.of(
            "400", "BadRequest",
            "401", "Unauthorized",
            "403", "Forbidden",
            "429", "TooManyRequests",
            "503", "Unavailable");
    /** What a route that takes a body may answer besides. */
    private static final Map<String, String> ERRORS_OF_BODIES =
            Map.of("413", "TooLarge", "415", "UnsupportedMediaType");

    private Operations() {}

    /** Stable and unique, since a route is: {@code post_v1_requests_id_feedback}. */
    static String id(String method, String path) {
        return method + path.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("_$", "");
    }

    /**
     * Completes an operation in place.
     *
     * @param example {@code {"summary": …, "request": {media type: body}, "responses": {status: {media type: body}}}}, where
     *     a body that is no JSON is a string, and the summary counts where the route has no Javadoc; empty where there is none
     */
    static ObjectNode completed(ObjectNode operation, String path, String id, JsonNode example) {
        operation.put("operationId", id);
        operation.putArray("tags").add(tag(path));
        if (!operation.has("summary") && example.has("summary")) {
            operation.set("summary", example.path("summary"));
        }
        dropCaller(operation);
        dropRepetition(operation);
        nameTypes(operation.path("parameters"));
        if (example.has("request")) {
            addExamples(operation.withObject("/requestBody"), example.path("request"));
        }
        ObjectNode responses = operation.withObject("/responses");
        if (example.has("responses")) {
            addResponses(responses, example.path("responses"));
        }
        addErrors(responses, ERRORS);
        if (path.contains("{")) {
            addErrors(responses, Map.of("404", "NotFound"));
        }
        if (operation.has("requestBody")) {
            addErrors(responses, ERRORS_OF_BODIES);
        }
        return operation;
    }

    /** The word after the version: what the operation is about. */
    private static String tag(String path) {
        String[] words = path.split("/", -1);
        return words.length > 2 ? words[2] : words[1];
    }

    /** The build takes an argument that it does not know for a part of the body: there may be none at all. */
    private static void dropCaller(ObjectNode operation) {
        if (operation.path("parameters") instanceof ArrayNode parameters) {
            parameters.removeIf(parameter -> parameter.path("name").asText().equals(CALLER));
        }
        if (operation.path("requestBody").path("content") instanceof ObjectNode content) {
            content.removeIf(media -> media.path("schema").path("properties") instanceof ObjectNode properties
                    && properties.properties().stream().allMatch(field -> field.getKey().equals(CALLER)));
            if (content.isEmpty()) {
                operation.remove("requestBody");
            }
        }
    }

    /** Where the summary is all there is, the build repeats it. */
    private static void dropRepetition(ObjectNode operation) {
        if (operation.path("description").equals(operation.path("summary"))) {
            operation.remove("description");
        }
    }

    /** A parameter that a route reads by hand is text; the build, which cannot know, says it is an object. */
    private static void nameTypes(JsonNode parameters) {
        for (JsonNode parameter : parameters) {
            if (parameter.path("schema") instanceof ObjectNode schema
                    && schema.path("type").asText().equals("object")) {
                schema.put("type", "string");
            }
        }
    }

    /** The example says which answers are good ones; an answer that the build made up for want of a word is left out. */
    private static void addResponses(ObjectNode responses, JsonNode examples) {
        responses.remove(names(responses).stream()
                .filter(status -> status.startsWith("2") && !examples.has(status))
                .toList());
        examples.properties().forEach(example -> {
            ObjectNode response = responses.withObject("/" + example.getKey());
            if (!response.has("description")) {
                response.put("description", "As asked for.");
            }
            addExamples(response, example.getValue());
        });
    }

    /** The example says which media types there are too; of a type that the build knows no better, nothing is said. */
    private static void addExamples(ObjectNode of, JsonNode byMediaType) {
        if (of.path("content") instanceof ObjectNode content) {
            content.retain(names(byMediaType));
            content.forEach(media -> {
                if (media.path("schema").path("$ref").asText().contains("HttpResponse")) {
                    ((ObjectNode) media).remove("schema");
                }
            });
        }
        byMediaType.properties().forEach(example -> {
            ObjectNode content = of.path("content") instanceof ObjectNode there ? there : of.putObject("content");
            ObjectNode media = content.path(example.getKey()) instanceof ObjectNode there
                    ? there
                    : content.putObject(example.getKey());
            media.set("example", example.getValue());
        });
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static void addErrors(ObjectNode responses, Map<String, String> errors) {
        errors.forEach((status, name) -> {
            if (!responses.has(status)) {
                responses.putObject(status).put("$ref", "#/components/responses/" + name);
            }
        });
    }
}
