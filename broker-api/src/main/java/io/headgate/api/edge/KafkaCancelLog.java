package io.headgate.api.edge;

import io.headgate.api.cancel.CancelLog;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.registry.RegistryUnavailableException;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.LogKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic {@code cancels}, keyed by tenant; bounded as {@link KafkaAdmissionLog} is. */
public final class KafkaCancelLog implements CancelLog, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KafkaCancelLog.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    private final Producer<byte[], byte[]> producer;
    private final Codecs codecs;
    private final String topic;

    public KafkaCancelLog(KafkaConnection kafka, Codecs codecs) {
        this.producer = new KafkaProducer<>(KafkaAdmissionLog.settings(kafka, "headgate-api-cancels"));
        this.codecs = codecs;
        this.topic = kafka.topics().cancels();
    }

    @Override
    public CompletionStage<Boolean> append(Cancel cancel) {
        CompletableFuture<Boolean> appended = new CompletableFuture<>();
        try {
            byte[] key = cancel.key().tenant().value().getBytes(StandardCharsets.UTF_8);
            producer.send(
                    new ProducerRecord<>(topic, key, codecs.cancel().encode(cancel)),
                    (metadata, failure) -> appended.complete(known(cancel, failure)));
        } catch (RegistryUnavailableException away) {
            appended.complete(known(cancel, away));
        } catch (RuntimeException broken) {
            // Serialisation apart, send() reports by the callback: this is a producer that is closed or broken.
            appended.complete(known(cancel, broken));
        }
        return appended;
    }

    private static boolean known(Cancel cancel, @Nullable Exception failure) {
        if (failure != null) {
            log.atWarn()
                    .addKeyValue(LogKeys.TENANT, cancel.key().tenant())
                    .addKeyValue(LogKeys.REQUEST_ID, cancel.key().request())
                    .addKeyValue("cause", failure.toString())
                    .log("a cancel was not acknowledged by Kafka, its client is told to come again");
        }
        return failure == null;
    }

    /** Waits a moment for what is under way. */
    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
    }
}
