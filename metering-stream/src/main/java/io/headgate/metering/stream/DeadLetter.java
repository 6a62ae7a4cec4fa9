package io.headgate.metering.stream;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.topic.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A record that the books cannot take, as it was, with the reason in its headers. */
public final class DeadLetter {
    /** A greater value is left out: with its reason it could be too large to publish, and would stop the stream. */
    static final int MAX_VALUE_BYTES = 512 * 1024;

    private DeadLetter() {}

    /** The record as a dead letter; where it came from is in its headers too, if that is known. */
    public static Record<byte[], byte[]> of(
            Record<byte[], byte[]> record, Failure failure, Optional<RecordMetadata> metadata) {
        Headers headers = new RecordHeaders(record.headers());
        byte @Nullable [] value = record.value();
        boolean tooLarge = value != null && value.length > MAX_VALUE_BYTES;
        put(headers, HeaderNames.DEAD_CODE, failure.code().wireName());
        put(headers, HeaderNames.DEAD_MESSAGE, message(failure) + (tooLarge ? "; its value is at the source" : ""));
        metadata.ifPresent(
                m -> put(headers, HeaderNames.DEAD_SOURCE, m.topic() + "-" + m.partition() + "@" + m.offset()));
        return record.withHeaders(headers).withValue(tooLarge ? new byte[0] : value);
    }

    private static String message(Failure failure) {
        String seen = failure.seen() == null ? "" : ": seen " + failure.seen();
        String allowed = failure.allowed() == null ? "" : ", allowed " + failure.allowed();
        return failure.message() + seen + allowed;
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
