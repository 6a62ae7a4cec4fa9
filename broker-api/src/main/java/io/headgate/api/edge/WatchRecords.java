package io.headgate.api.edge;

import io.headgate.api.events.TenantEvents;
import io.headgate.api.watch.Watched;
import io.headgate.api.watch.WatcherTable;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Delta;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns records of {@code results}, {@code notices} and {@code deltas} into news; those that nobody watches, and whose tenant
 * nobody follows, are not even read.
 */
final class WatchRecords {
    private static final Logger log = LoggerFactory.getLogger(WatchRecords.class);

    private final Map<String, Kind<?>> kinds;
    private final WatcherTable watchers;
    private final TenantEvents events;

    WatchRecords(TopicNames topics, Codecs codecs, WatcherTable watchers, TenantEvents events) {
        this.kinds = Map.of(
                topics.results(), new Kind<>(codecs.result(), InferenceResult::key, Watched.Ended::new, true),
                topics.notices(), new Kind<>(codecs.notice(), Notice::key, Watched.Told::new, true),
                topics.deltas(), new Kind<>(codecs.delta(), Delta::key, Watched.Piece::new, false));
        this.watchers = watchers;
        this.events = events;
    }

    /** @param forTenants whether it is told to those who follow a tenant, as well as to those who watch the request */
    private record Kind<T>(
            MessageCodec<T> codec, Function<T, RequestKey> key, Function<T, Watched> news, boolean forTenants) {}

    List<String> topics() {
        return List.copyOf(kinds.keySet());
    }

    void hear(ConsumerRecord<byte[], byte[]> record) {
        Kind<?> kind = kinds.get(record.topic());
        if (kind == null || record.key() == null || record.value() == null) {
            return;
        }
        boolean watched = watchers.watches(new String(record.key(), StandardCharsets.UTF_8));
        boolean followed = kind.forTenants() && events.follows(tenant(record));
        if (watched || followed) {
            tell(kind, record);
        }
    }

    private static @Nullable String tenant(ConsumerRecord<byte[], byte[]> record) {
        Header tenant = record.headers().lastHeader(HeaderNames.TENANT);
        return tenant == null || tenant.value() == null ? null : new String(tenant.value(), StandardCharsets.UTF_8);
    }

    private <T> void tell(Kind<T> kind, ConsumerRecord<byte[], byte[]> record) {
        switch (kind.codec().decode(record.value())) {
            case Decoded.Readable<T>(T message) -> {
                RequestKey key = kind.key().apply(message);
                Watched news = kind.news().apply(message);
                watchers.tell(key, news);
                if (kind.forTenants()) {
                    events.tell(key.tenant(), news);
                }
            }
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
