package io.headgate.schemas.catalog.publish;

import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.message.PublishedCatalog;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.LogKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes catalogues, by compare-and-set.
 *
 * <p>All publishers of an installation share one transactional id. Whoever begins fences those before; only then does it
 * look at the newest revision. So between its look and its commit nobody else can have committed: either that one came
 * before the look, and was seen, or it is fenced, and learns of it. Thread-safe.
 */
public final class CatalogPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogPublisher.class);
    private static final Duration READABLE_WITHIN = Duration.ofSeconds(10);

    private final KafkaConnection kafka;
    private final MessageCodec<PublishedCatalog> codec;
    private final TopicCreator topics;
    private final CatalogReader reader;
    private final InstantSource clock;

    public CatalogPublisher(
            KafkaConnection kafka, MessageCodec<PublishedCatalog> codec, TopicCreator topics, InstantSource clock) {
        this.kafka = kafka;
        this.codec = codec;
        this.topics = topics;
        this.reader = new CatalogReader(clock, kafka.topics());
        this.clock = clock;
    }

    /**
     * Publishes over whatever revision is the newest; still a conflict when somebody else publishes at the same time.
     *
     * @see #publish(String, CatalogRevision, String)
     */
    public Publication publish(String yaml, String by) {
        return publish(yaml, Optional.empty(), by);
    }

    /**
     * Publishes if the newest revision is the expected one, {@link CatalogRevision#NONE} for the first. Blocks until
     * readers see it.
     *
     * @param by a person or a machine, for the history
     * @throws KafkaException when Kafka cannot be reached or refuses; whether it was published is then not known, and
     *     doing it again is safe
     */
    public Publication publish(String yaml, CatalogRevision expected, String by) {
        return publish(yaml, Optional.of(expected), by);
    }

    private Publication publish(String yaml, Optional<CatalogRevision> expected, String by) {
        return switch (reader.read(yaml, expected.orElse(CatalogRevision.NONE).next())) {
            case ReadCatalog.Invalid invalid -> new Publication.Refused(invalid.problems());
            case ReadCatalog.Valid valid -> {
                topics.createFor(valid.catalogue());
                yield publish(yaml, valid, expected, by);
            }
        };
    }

    private Publication publish(String yaml, ReadCatalog.Valid valid, Optional<CatalogRevision> expected, String by) {
        CatalogTopic topic = new CatalogTopic(kafka, codec);
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.initTransactions();
            Optional<PublishedCatalog> newest = topic.newest();
            CatalogRevision seen = newest.map(PublishedCatalog::revision).orElse(CatalogRevision.NONE);
            String sha256 = Sha256.hex(yaml.getBytes(StandardCharsets.UTF_8));
            if (newest.isPresent() && newest.get().sha256().equals(sha256)) {
                return new Publication.Unchanged(seen);
            }
            if (expected.isPresent() && !expected.get().equals(seen)) {
                return new Publication.Conflict(seen);
            }
            PublishedCatalog next = new PublishedCatalog(
                    seen.next(), yaml, sha256, clock.instant().truncatedTo(ChronoUnit.MILLIS), by);
            awaitReadable(topic, commit(producer, next));
            LOG.atInfo().addKeyValue(LogKeys.REVISION, next.revision()).log("catalogue published");
            return new Publication.Published(next.revision(), valid.warnings());
        } catch (KafkaException failure) {
            if (!isFenced(failure)) {
                throw failure;
            }
            return new Publication.Conflict(
                    topic.newest().map(PublishedCatalog::revision).orElse(CatalogRevision.NONE));
        }
    }

    /** Whether another publisher has begun since; the producer tells it by several exceptions, some of them wrapped. */
    private static boolean isFenced(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause ->
                        cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException);
    }

    /** The committed record's offset. */
    private long commit(KafkaProducer<String, byte[]> producer, PublishedCatalog next) {
        producer.beginTransaction();
        try {
            long offset = producer.send(
                            new ProducerRecord<>(kafka.topics().catalog(), 0, CatalogTopic.KEY, codec.encode(next)))
                    .get()
                    .offset();
            producer.commitTransaction();
            return offset;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException cause ? cause : new KafkaException(failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new KafkaException("publishing catalogue revision " + next.revision() + " was interrupted", stop);
        }
    }

    /** So that whoever publishes reads what was published. That it takes long changes nothing about the publication. */
    private static void awaitReadable(CatalogTopic topic, long offset) {
        try {
            if (!topic.awaitReadable(offset, READABLE_WITHIN)) {
                LOG.atWarn().log("the published catalogue cannot be read after {}; it will be", READABLE_WITHIN);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (KafkaException unknown) {
            LOG.atWarn().log("whether the published catalogue can be read yet is not known: {}", unknown.toString());
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, kafka.topics().prefix() + "catalog-publisher");
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip"); // in the JDK: no native library for one text
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }
}
