package io.headgate.schemas.codec.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A result as one JSON object; snake case, instants in ISO 8601 (UTC, milliseconds), amounts as decimal strings.
 * Everything but {@code id, tenant, status, correlation_id, accepted_at, ended_at} may be null; a reader passes over
 * fields that it does not know.
 *
 * <pre>{@code
 * {"id": "r-1", "tenant": "acme", "status": "completed" | "failed", "correlation_id": "c-1", "user_id": "u-1",
 *  "task_id": "t-1", "model": "fast-text",            the alias that was asked for
 *  "tags": {"project": "search"},
 *  "response": {...},                                 OpenAI's chat completion, byte for byte; null when failed
 *  "error": {"code": "budget_exceeded", "message": "...", "seen": "...", "allowed": "..."},   null when completed
 *  "flaw": {"code": "contract_violation", ...},       what is wrong with a response that is delivered all the same: it
 *                                                     breaks its route's contract, or is cut; absent when nothing is
 *  "dropped": ["logit_bias"],                         parameters that whoever answered has no words for, as paths in the
 *                                                     body; absent when there are none
 *  "provider": "openai", "endpoint": "eu", "catalog_model": "gpt-mini", "provider_model": "gpt-4.1-mini-2025-04-14",
 *  "served_model": "gpt-4.1-mini-2025-04-14",         what the provider says it used
 *  "usage": {"input": 12, "output": 34, "estimated": false},            units by meter
 *  "service_tier": "priority",                        the tier it was served at, "batch" for batch rates; absent when it is the
 *                                                     ordinary one
 *  "cost": {"amount": "0.0000412", "currency": "USD"},                  null when unpriced, and then
 *  "unpriced": "no price in force",                                     why
 *  "attempts": [{"id": "r-1/1", "provider": "...", "endpoint": "...", "catalog_model": "...", "provider_model": "...",
 *                "status": "completed" | "retryable" | "refused" | "unknown" | "not_called", "error": {...},
 *                "http_status": 200, "started_at": "...", "duration_ms": 812, "dropped": ["logit_bias"],
 *                "upstream_request_id": "req_7f3a"}],         the provider's own id of the call, for its support; absent when
 *                                                     it gave none
 *  "decision": {"strategy": "cheapest", "considered": [{"provider": "...", "endpoint": "...", "catalog_model": "...",
 *                "provider_model": "...", "expected_cost": {...}, "passed_over": "..."}]},
 *  "catalog_revision": 7,
 *  "accepted_at": "2026-11-20T15:00:00.000Z", "ended_at": "2026-11-20T15:00:01.000Z"}
 * }</pre>
 */
public final class ResultJson {
    /** Deep enough for any provider's reply, which is passed over and never held as a tree. */
    private static final int MAX_DEPTH = 10_000;

    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            // Kept per thread, as is usual, every virtual thread would make its own buffers.
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();
    private static final ObjectMapper MAPPER = JsonMapper.builder(JSON)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private ResultJson() {}

    /** The result as UTF-8 JSON. Its response must be JSON: it is put in as it is. */
    public static byte[] encode(InferenceResult result) {
        return ResultJsonWriter.write(result);
    }

    /** The result that JSON holds; whatever else the bytes are is unreadable. */
    public static Decoded<InferenceResult> decode(byte[] value) {
        ObjectNode fields = MAPPER.createObjectNode();
        @Nullable String response;
        try {
            response = readInto(fields, value);
        } catch (IOException malformed) {
            return new Decoded.Unreadable<>(Failure.of(
                    FailureCode.INVALID_JSON,
                    "not the JSON of a result: " + malformed.getClass().getSimpleName()));
        }
        try {
            return new Decoded.Readable<>(new ResultJsonReader(fields).result(response));
        } catch (RuntimeException notAllowed) {
            return new Decoded.Unreadable<>(Failure.of(
                    FailureCode.INVALID_FIELD, "a field of the result is not allowed: " + notAllowed.getMessage()));
        }
    }

    /** Puts all fields but the response into a tree, and returns the response as it stands there. */
    private static @Nullable String readInto(ObjectNode fields, byte[] value) throws IOException {
        String response = null;
        try (JsonParser parser = MAPPER.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken first = parser.nextToken();
                if (!name.equals("response")) {
                    fields.set(name, MAPPER.readTree(parser));
                } else if (first != JsonToken.VALUE_NULL) {
                    response = skipped(parser, value);
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new IOException("more than an object");
            }
        }
        return response;
    }

    private static String skipped(JsonParser parser, byte[] value) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int to = (int) parser.currentLocation().getByteOffset();
        return new String(value, from, to - from, StandardCharsets.UTF_8);
    }
}
