package io.headgate.api.edge;

import io.headgate.api.watch.Watched;
import io.headgate.api.watch.WatcherTable;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Delta;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns records of {@code results}, {@code notices} and {@code deltas} into news; those that nobody watches are not even read. */
final class WatchRecords {
    private static final Logger log = LoggerFactory.getLogger(WatchRecords.class);

    private final Map<String, Kind<?>> kinds;
    private final WatcherTable watchers;

    WatchRecords(TopicNames topics, Codecs codecs, WatcherTable watchers) {
        this.kinds = Map.of(
                topics.results(), new Kind<>(codecs.result(), InferenceResult::key, Watched.Ended::new),
                topics.notices(), new Kind<>(codecs.notice(), Notice::key, Watched.Told::new),
                topics.deltas(), new Kind<>(codecs.delta(), Delta::key, Watched.Piece::new));
        this.watchers = watchers;
    }

    private record Kind<T>(MessageCodec<T> codec, Function<T, RequestKey> key, Function<T, Watched> news) {
        void tell(ConsumerRecord<byte[], byte[]> record, WatcherTable watchers) {
            switch (codec.decode(record.value())) {
                case Decoded.Readable<T>(T message) -> watchers.tell(key.apply(message), news.apply(message));
                case Decoded.Unreadable<T>(var failure) ->
                    log.atWarn()
                            .addKeyValue("topic", record.topic())
                            .addKeyValue("partition", record.partition())
                            .addKeyValue("offset", record.offset())
                            .addKeyValue("code", failure.code().wireName())
                            .log("a record that somebody watches for cannot be read");
            }
        }
    }

    List<String> topics() {
        return List.copyOf(kinds.keySet());
    }

    void hear(ConsumerRecord<byte[], byte[]> record) {
        Kind<?> kind = kinds.get(record.topic());
        if (kind == null || record.key() == null || record.value() == null) {
            return;
        }
        if (watchers.watches(new String(record.key(), StandardCharsets.UTF_8))) {
            kind.tell(record, watchers);
        }
    }
}
