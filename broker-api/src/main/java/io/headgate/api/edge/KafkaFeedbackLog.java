package io.headgate.api.edge;

import io.headgate.api.feedback.FeedbackLog;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.registry.RegistryUnavailableException;
import io.headgate.schemas.message.Feedback;
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

/** The topic {@code feedback}, keyed by tenant; bounded as {@link KafkaAdmissionLog} is. */
public final class KafkaFeedbackLog implements FeedbackLog, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KafkaFeedbackLog.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    private final Producer<byte[], byte[]> producer;
    private final Codecs codecs;
    private final String topic;

    public KafkaFeedbackLog(KafkaConnection kafka, Codecs codecs) {
        this.producer = new KafkaProducer<>(KafkaAdmissionLog.settings(kafka, "headgate-api-feedback"));
        this.codecs = codecs;
        this.topic = kafka.topics().feedback();
    }

    @Override
    public CompletionStage<Boolean> append(Feedback feedback) {
        CompletableFuture<Boolean> appended = new CompletableFuture<>();
        try {
            byte[] key = feedback.key().tenant().value().getBytes(StandardCharsets.UTF_8);
            producer.send(
                    new ProducerRecord<>(topic, key, codecs.feedback().encode(feedback)),
                    (metadata, failure) -> appended.complete(known(feedback, failure)));
        } catch (RegistryUnavailableException away) {
            appended.complete(known(feedback, away));
        } catch (RuntimeException broken) {
            // Serialisation apart, send() reports by the callback: this is a producer that is closed or broken.
            appended.complete(known(feedback, broken));
        }
        return appended;
    }

    private static boolean known(Feedback feedback, @Nullable Exception failure) {
        if (failure != null) {
            log.atWarn()
                    .addKeyValue(LogKeys.TENANT, feedback.key().tenant())
                    .addKeyValue(LogKeys.REQUEST_ID, feedback.key().request())
                    .addKeyValue("cause", failure.toString())
                    .log("feedback was not acknowledged by Kafka, its client is told to come again");
        }
        return failure == null;
    }

    /** Waits a moment for what is under way. */
    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
    }
}
