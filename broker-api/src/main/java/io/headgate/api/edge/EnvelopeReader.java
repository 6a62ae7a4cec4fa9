package io.headgate.api.edge;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headgate.api.submit.Incoming;
import io.headgate.api.submit.RequestReader;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@link RequestReader} on Jackson: nesting of {@value #MAX_DEPTH} at most, no key twice, no NUL, no lone surrogate. */
public final class EnvelopeReader implements RequestReader {
    static final int MAX_DEPTH = 64;

    /** The envelope around the largest body. */
    private static final long ENVELOPE_BYTES = 64 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(500_000)
                            .maxNameLength(4_096)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Override
    public Read read(Incoming incoming, Catalogue catalogue) {
        long allowed = catalogue.defaults().maxBodyBytes() + ENVELOPE_BYTES;
        if (incoming.body().length > allowed) {
            return tooLarge(incoming.body().length, allowed);
        }
        if (incoming.body().length == 0) {
            return unreadable(FailureCode.EMPTY_RECORD, "The body is empty.", "0 bytes", "a JSON object");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(incoming.body()))
                    .toString();
        } catch (CharacterCodingException e) {
            return unreadable(FailureCode.INVALID_JSON, "The body is not UTF-8.", null, "JSON in UTF-8");
        }
        return read(incoming, catalogue, text);
    }

    private static Read read(Incoming incoming, Catalogue catalogue, String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (StreamConstraintsException e) {
            return String.valueOf(e.getMessage()).contains("nesting depth")
                    ? unreadable(FailureCode.TOO_DEEP, "The JSON is nested too deep.", null, MAX_DEPTH + " levels")
                    : unreadable(
                            FailureCode.INVALID_JSON, "The JSON has a name, number or token too many.", null, null);
        } catch (JsonProcessingException e) {
            // The parser's own message may quote the prompt: only the place is told.
            String place = e.getLocation() == null
                    ? "."
                    : ", line %d, column %d."
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            return unreadable(
                    FailureCode.INVALID_JSON, "The body is not JSON" + place, null, "one JSON object, no key twice");
        }
        if (!root.isObject()) {
            return unreadable(FailureCode.INVALID_JSON, "The body is not a JSON object.", null, "a JSON object");
        }
        if (!JsonStrings.areClean(root)) {
            return unreadable(
                    FailureCode.INVALID_JSON,
                    "A string holds a NUL or a lone surrogate.",
                    null,
                    "text without NUL, surrogates in pairs");
        }
        return new EnvelopeFields(incoming, catalogue).read(root, text);
    }

    static Read tooLarge(long seen, long allowed) {
        return new Read.Unreadable(
                new Failure(
                        FailureCode.BODY_TOO_LARGE,
                        "The body is larger than the catalogue allows.",
                        seen + " bytes",
                        allowed + " bytes"),
                "body");
    }

    static Read unreadable(FailureCode code, String message, @Nullable String seen, @Nullable String allowed) {
        return new Read.Unreadable(new Failure(code, message, seen, allowed), "body");
    }
}
