package io.headgate.api.edge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.api.batches.Batch;
import io.headgate.api.batches.Upload;
import io.headgate.api.batches.run.EndTeller;
import io.headgate.api.files.FileId;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.LogKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic {@code batches}, keyed by tenant; bounded as {@link KafkaAdmissionLog} is. */
public final class KafkaBatchEvents implements EndTeller, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KafkaBatchEvents.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    public KafkaBatchEvents(KafkaConnection kafka) {
        this.producer = new KafkaProducer<>(KafkaAdmissionLog.settings(kafka, "headgate-api-batches"));
        this.topic = kafka.topics().batches();
    }

    @Override
    public boolean tell(Batch batch) {
        byte[] key = batch.tenant().value().getBytes(StandardCharsets.UTF_8);
        byte[] value = event(batch).toString().getBytes(StandardCharsets.UTF_8);
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
            return true;
        } catch (ExecutionException | KafkaException away) {
            log.atWarn()
                    .addKeyValue(LogKeys.TENANT, batch.tenant())
                    .addKeyValue("batch", batch.id())
                    .addKeyValue("cause", away.toString())
                    .log("the end of a batch was not acknowledged by Kafka, it is told again");
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** As the topic's document has it. The id of the event is that of the batch's one end. */
    static ObjectNode event(Batch batch) {
        ObjectNode event = JSON.createObjectNode();
        event.put("event", batch.id() + "/ended");
        event.put("tenant", batch.tenant().value());
        event.put("batch", batch.id().value());
        event.put("kind", batch.kind());
        event.put("status", batch.status().wireName());
        Instant endedAt = batch.times().endedAt();
        event.put("ended_at", endedAt == null ? null : endedAt.toString());
        ObjectNode counts = event.putObject("request_counts");
        Integer total = batch.counts().total();
        counts.put("total", total == null ? 0 : total);
        counts.put("completed", batch.counts().completed());
        counts.put("failed", batch.counts().failed());
        Upload upload = batch.upload();
        event.put("output_file_id", upload == null ? null : text(upload.output()));
        event.put("error_file_id", upload == null ? null : text(upload.error()));
        return event;
    }

    private static @Nullable String text(@Nullable FileId id) {
        return id == null ? null : id.value();
    }

    /** Waits a moment for what is under way. */
    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
    }
}
