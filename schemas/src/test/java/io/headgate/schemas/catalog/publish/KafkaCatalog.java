package io.headgate.schemas.catalog.publish;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.message.PublishedCatalog;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** An installation's {@code catalog} topic, for tests: published to as in life, or written to past the publisher. */
public final class KafkaCatalog {
    public static final MessageCodec<PublishedCatalog> CODEC =
            AvroCodecs.singleObject().catalog();

    private final KafkaConnection kafka;

    public KafkaCatalog(String bootstrapServers, String prefix) {
        this.kafka = new KafkaConnection(bootstrapServers, Map.of(), new TopicNames(prefix));
    }

    public KafkaConnection connection() {
        return kafka;
    }

    public CatalogPublisher publisher() {
        return new CatalogPublisher(kafka, CODEC, catalogue -> createTopic(), InstantSource.system());
    }

    /** A valid text whose one model has this name. */
    public static String yaml(String model) {
        return """
               providers:
                 one:
                   adapter: openai
                   endpoints: {main: {base_url: "https://one.example/v1"}}
               models:
                 %s: {provider: one, provider_model: m-1, context_window: 1000}
               routes:
                 all: {candidates: [{model: %s}]}
               """.formatted(model, model);
    }

    public void createTopic() {
        NewTopic topic =
                new NewTopic(kafka.topics().catalog(), 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(failed.getCause());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a revision without looking at it. */
    public void write(long revision, String yaml) {
        write(CODEC.encode(new PublishedCatalog(
                new CatalogRevision(revision), yaml, "0".repeat(64), Instant.parse("2026-11-20T12:00:00Z"), "test")));
    }

    public void write(byte[] value) {
        try (var producer =
                new KafkaProducer<>(kafka.clientProperties(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(kafka.topics().catalog(), 0, CatalogTopic.KEY, value))
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
