package io.headgate.schemas.asyncapi;

import io.headgate.schemas.codec.AvroSchemas;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.schemas.topic.TopicSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The messages of the document: every Avro value, what clients may send and get as JSON, and dead letters. */
final class Messages {
    static final String AVRO = "application/vnd.apache.avro";

    private static final String JSON = "application/json";
    private static final String AVRO_SCHEMA = "application/vnd.apache.avro;version=1.9.0";
    private static final String CHAT = "ChatCompletionsJson";
    private static final String RESULT_JSON = "InferenceResultJson";
    private static final String JUDGEMENT = "JudgementJson";
    private static final String DEAD = "DeadLetter";

    private Messages() {}

    /** The names of a topic's messages. */
    static List<String> of(TopicSpec spec) {
        return switch (spec.value()) {
            case "ClientRequest" -> List.of("ClientRequest", CHAT);
            case "InferenceResult" -> List.of("InferenceResult", RESULT_JSON);
            case TopicSpec.BYTES -> List.of(DEAD);
            default -> List.of(spec.value());
        };
    }

    static Map<String, Object> all() {
        Map<String, Object> messages = new LinkedHashMap<>();
        AvroSchemas.jsonByName().forEach((name, schema) -> messages.put(name, avro(name, schema)));
        messages.put(
                CHAT,
                message(
                        "An OpenAI chat-completions request as JSON; its context travels in headers.",
                        JSON,
                        clientHeaders(),
                        object(Map.of("model", text("The alias of a route.")), List.of("model"))));
        messages.put(
                RESULT_JSON,
                message(
                        "A result as JSON, for a request that came as JSON. Fields: see ResultJson.",
                        JSON,
                        internalHeaders(),
                        resultJson()));
        messages.put(
                JUDGEMENT,
                message("What a user says of an answer: score or verdict.", JSON, judgementHeaders(), judgement()));
        messages.put(
                DEAD,
                message(
                        "Bytes as they came, that nobody can attribute.",
                        "application/octet-stream",
                        deadHeaders(),
                        Map.of()));
        return messages;
    }

    private static Map<String, Object> avro(String name, String schema) {
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(schema);
        Map<?, ?> record = (Map<?, ?>) tree;
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("schemaFormat", AVRO_SCHEMA);
        payload.put("schema", tree);
        Map<String, Object> headers = name.equals("ClientRequest") ? clientHeaders() : internalHeaders();
        return message(String.valueOf(record.get("doc")), AVRO, headers, payload);
    }

    private static Map<String, Object> message(String summary, String type, Object headers, Object payload) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("summary", summary);
        message.put("contentType", type);
        message.put("headers", headers);
        message.put("payload", payload);
        return message;
    }

    private static Map<String, Object> clientHeaders() {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put(HeaderNames.TENANT, text("Who pays, on the shared topic."));
        headers.put(HeaderNames.ID, text("The client's id of the request, unique within the tenant."));
        headers.put(HeaderNames.CORRELATION_ID, text("Ties the request to the client's own records."));
        headers.put(HeaderNames.USER, text("Whom the request is made for, within the tenant."));
        headers.put(HeaderNames.IDEMPOTENCY_KEY, text("A second name under which a repeat is recognised."));
        headers.put(HeaderNames.TASK_ID, text("The client's own unit of work."));
        headers.put(HeaderNames.TASK_TYPE, text("Kind of work, for example classification."));
        headers.put(HeaderNames.LOCALE, text("BCP 47 language tag."));
        headers.put(HeaderNames.PRIORITY, text("critical, standard or background."));
        headers.put(
                HeaderNames.DEADLINE,
                text("ISO 8601 instant after which nobody wants the answer, or a duration from acceptance on."));
        headers.put(HeaderNames.MAX_LATENCY_MS, text("The longest an upstream call may take, in milliseconds."));
        headers.put(HeaderNames.BUDGET, text("The most the request may cost, for example 0.05 USD."));
        headers.put(HeaderNames.KIND, text("chat or embeddings: what the body has to be; left out, it is what it is."));
        headers.put(HeaderNames.TRACEPARENT, text("W3C trace context."));
        headers.put(HeaderNames.TRACESTATE, text("W3C trace state."));
        Map<String, Object> object = object(headers, List.of());
        object.put("patternProperties", Map.of("^" + HeaderNames.TAG_PREFIX, text("A tag, for reports.")));
        return object;
    }

    private static Map<String, Object> internalHeaders() {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put(HeaderNames.TENANT, text("Who pays."));
        headers.put(HeaderNames.ID, text("Id of the request, unique within the tenant."));
        headers.put(HeaderNames.CORRELATION_ID, text("Ties the request to the client's own records."));
        headers.put(HeaderNames.TRACEPARENT, text("W3C trace context."));
        headers.put(HeaderNames.TRACESTATE, text("W3C trace state."));
        headers.put(HeaderNames.FORMAT, text("avro or json: the format of a result."));
        return object(headers, List.of());
    }

    private static Map<String, Object> judgementHeaders() {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put(HeaderNames.TENANT, text("Whose request it was."));
        headers.put(HeaderNames.ID, text("Id of the request that was answered."));
        return object(headers, List.of(HeaderNames.TENANT, HeaderNames.ID));
    }

    private static Map<String, Object> judgement() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("score", nullable("number", "-1 for useless to 1 for perfect."));
        fields.put("verdict", nullable("string", "good or bad, in place of a score."));
        fields.put("comment", nullable("string", "In a person's words, at most 4,000 characters; never logged."));
        return object(fields, List.of());
    }

    private static Map<String, Object> deadHeaders() {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put(HeaderNames.DEAD_CODE, text("Code of the failure."));
        headers.put(HeaderNames.DEAD_MESSAGE, text("What failed."));
        headers.put(HeaderNames.DEAD_SOURCE, text("Topic, partition and offset the record came from."));
        return object(headers, List.of());
    }

    private static Map<String, Object> resultJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", text("Id of the request."));
        fields.put("tenant", text("Who pays."));
        fields.put("status", text("completed or failed."));
        fields.put("correlation_id", text("Ties the request to the client's own records."));
        fields.put("accepted_at", text("When Headgate took it over, ISO 8601."));
        fields.put("ended_at", text("When it ended, ISO 8601."));
        List<String> needed = List.copyOf(fields.keySet());
        fields.put("model", nullable("string", "The alias that was asked for."));
        fields.put("response", nullable("object", "An OpenAI chat completion; null when failed."));
        fields.put("error", nullable("object", "code, message, seen, allowed; null when completed."));
        fields.put(
                "flaw",
                nullable(
                        "object",
                        "What is wrong with a response that is delivered all the same; absent when nothing is."));
        fields.put(
                "dropped",
                nullable(
                        "array",
                        "Parameters that whoever answered has no words for, as paths in the body; absent when there are"
                                + " none."));
        fields.put("usage", nullable("object", "Units by meter, and whether they are estimated."));
        fields.put("cost", nullable("object", "amount as decimal text, and currency; null when unpriced."));
        return object(fields, needed);
    }

    private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("properties", properties);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        return object;
    }

    private static Map<String, Object> text(String description) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("type", "string");
        text.put("description", description);
        return text;
    }

    private static Map<String, Object> nullable(String type, String description) {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("type", List.of(type, "null"));
        field.put("description", description);
        return field;
    }
}
