package io.headgate.api.http;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.HeaderNames;
import io.micronaut.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The headers of an HTTP request that mean something on a record, as a record would have them: {@code headgate-*}, one
 * value each, UTF-8; and the trace's.
 */
sealed interface HeadgateHeaders {
    record Readable(Map<String, String> values) implements HeadgateHeaders {}

    /** A header is there twice, or is not UTF-8. */
    record Unreadable(Failure failure, String header) implements HeadgateHeaders {}

    static HeadgateHeaders of(HttpHeaders headers) {
        Map<String, String> values = new TreeMap<>();
        for (String given : headers.names()) {
            String name = given.toLowerCase(Locale.ROOT);
            if (!name.startsWith(HeaderNames.PREFIX)) {
                continue;
            }
            List<String> all = headers.getAll(given);
            if (all.size() != 1) {
                return unreadable(name, "The header is there more than once.", all.size() + " values", "one value");
            }
            try {
                values.put(name, utf8(all.getFirst()));
            } catch (CharacterCodingException e) {
                return unreadable(name, "The header's value is not UTF-8.", "other bytes", "UTF-8");
            }
        }
        for (String name : List.of(HeaderNames.TRACEPARENT, HeaderNames.TRACESTATE)) {
            headers.findFirst(name).ifPresent(value -> values.put(name, value));
        }
        return new Readable(values);
    }

    /** The server hands header bytes on as one character each. */
    private static String utf8(String value) throws CharacterCodingException {
        if (value.chars().allMatch(c -> c < 0x80)) {
            return value;
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
                .toString();
    }

    private static Unreadable unreadable(String header, String message, String seen, String allowed) {
        return new Unreadable(new Failure(FailureCode.INVALID_FIELD, message, seen, allowed), header);
    }
}
