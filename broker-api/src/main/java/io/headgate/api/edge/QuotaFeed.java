package io.headgate.api.edge;

import io.headgate.api.limits.MinuteUses;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.process.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears {@code quotas} in every process: what is used of limits by the minute. What was told before it began is of minutes
 * that are over soon, and is not read.
 */
public final class QuotaFeed implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(QuotaFeed.class);
    /** How keys of a whole tenant's limits by the minute end: the others are not even read. */
    private static final String BY_THE_MINUTE = "/minute";

    private final MessageCodec<QuotaState> codec;
    private final MinuteUses uses;
    private final TopicTail tail;

    public QuotaFeed(KafkaConnection kafka, Codecs codecs, MinuteUses uses) {
        this.codec = codecs.quotaState();
        this.uses = uses;
        this.tail = new TopicTail(kafka, "api-quotas", List.of(kafka.topics().quotas()), this::hear);
    }

    /** Begins to read; returns at once. */
    public void start() {
        tail.start();
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null
                || record.value() == null
                || !new String(record.key(), StandardCharsets.UTF_8).endsWith(BY_THE_MINUTE)) {
            return;
        }
        switch (codec.decode(record.value())) {
            case Decoded.Readable<QuotaState>(QuotaState state) -> uses.heard(state);
            case Decoded.Unreadable<QuotaState>(var failure) ->
                log.atWarn()
                        .addKeyValue("topic", record.topic())
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("code", failure.code().wireName())
                        .log("what is used of a limit cannot be read");
        }
    }

    /** Stops reading. */
    @Override
    public void close() {
        tail.close();
    }
}
