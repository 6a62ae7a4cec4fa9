package io.headgate.deploy.acceptance.checker.read;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The headers that records bear, as texts. */
final class Headers {
    static final String ID = "headgate-id";
    static final String TENANT = "headgate-tenant";

    /** Of a dead letter: the place it came from, {@code topic-partition@offset}. */
    static final String SOURCE = "headgate-dead-source";

    private Headers() {}

    static @Nullable String text(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
