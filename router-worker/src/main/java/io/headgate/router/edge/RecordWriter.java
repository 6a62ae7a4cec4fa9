package io.headgate.router.edge;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.topic.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of one task, none larger than Kafka takes. A record refused by the producer would abort its transaction
 * for ever, since it comes again after each abort; so its size is known before it is sent.
 */
final class RecordWriter {
    /** Lengths, timestamps and attributes of a record, and of a header (Kafka's message format v2, rounded up). */
    private static final int RECORD_OVERHEAD = 70;

    private static final int HEADER_OVERHEAD = 10;

    private static final int MAX_DEAD_MESSAGE = 2_000;

    /** Room for the headers of a dead letter: the message at four bytes a character, and the others. */
    private static final int DEAD_HEADERS = 4 * MAX_DEAD_MESSAGE + 1_000;

    private final ProcessorContext<byte[], Outgoing> context;
    private final int maxRecordBytes;
    private final Commits commits;

    /** @param commits hears of whatever is written */
    RecordWriter(ProcessorContext<byte[], Outgoing> context, int maxRecordBytes, Commits commits) {
        this.context = context;
        this.maxRecordBytes = maxRecordBytes;
        this.commits = commits;
    }

    /** Writes the record if it is small enough; false when it is not, and nothing was written. */
    boolean write(String topic, String key, byte[] value, Headers headers) {
        byte[] keyBytes = bytes(key);
        if (size(keyBytes, value, headers) > maxRecordBytes) {
            return false;
        }
        forward(topic, keyBytes, value, headers);
        return true;
    }

    /** Writes what nobody can attribute, with the reason; of a value that is too large, as much as goes. */
    void writeDead(String topic, byte @Nullable [] value, Failure failure, String source) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, HeaderNames.DEAD_CODE, failure.code().wireName());
        add(headers, HeaderNames.DEAD_SOURCE, source);
        int room = maxRecordBytes - DEAD_HEADERS;
        String message = told(failure);
        byte[] kept = value;
        if (value != null && value.length > room) {
            message += "; the first %d of %d bytes are kept".formatted(room, value.length);
            kept = Arrays.copyOf(value, room);
        }
        add(headers, HeaderNames.DEAD_MESSAGE, message.substring(0, Math.min(message.length(), MAX_DEAD_MESSAGE)));
        forward(topic, null, kept, headers);
    }

    /** Writes what concerns no tenant in particular, and is short. */
    void writeOfAll(String topic, byte[] value) {
        forward(topic, null, value, new RecordHeaders());
    }

    /** Writes what holds for a key from now on, null for nothing; it is short. */
    void writeNewest(String topic, String key, byte @Nullable [] value) {
        forward(topic, bytes(key), value, new RecordHeaders());
    }

    /** Writes how much of a limit is used, by the partition of its tenant; it is short. */
    void writeQuota(String key, byte[] value) {
        Outgoing outgoing = new Outgoing(Outgoing.QUOTAS, value);
        context.forward(
                new Record<>(bytes(key), outgoing, context.currentSystemTimeMs(), new RecordHeaders()),
                Outgoing.QUOTAS);
        commits.changed(context);
    }

    int maxRecordBytes() {
        return maxRecordBytes;
    }

    private void forward(String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        // The time of writing: retention of a topic counts from it. The time of acceptance is in the value.
        context.forward(
                new Record<>(key, new Outgoing(topic, value), context.currentSystemTimeMs(), headers), Outgoing.OUT);
        commits.changed(context);
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private static String told(Failure failure) {
        return failure.message()
                + (failure.seen() == null ? "" : "; seen: " + failure.seen())
                + (failure.allowed() == null ? "" : "; allowed: " + failure.allowed());
    }

    private static int size(byte[] key, byte[] value, Headers headers) {
        int size = RECORD_OVERHEAD + key.length + value.length;
        for (Header header : headers) {
            size += HEADER_OVERHEAD + header.key().length() + header.value().length;
        }
        return size;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
