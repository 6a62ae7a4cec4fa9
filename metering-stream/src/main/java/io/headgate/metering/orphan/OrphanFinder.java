package io.headgate.metering.orphan;

import io.headgate.metering.MeteringConfig;
import io.headgate.metering.stream.RestingClients;
import io.headgate.metering.stream.StreamSettings;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds calls whose outcome nobody wrote, from start to close: topic {@code orphans} has each once. Thread-safe. */
public final class OrphanFinder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanFinder.class);
    private static final Duration CLOSE = Duration.ofSeconds(15);
    private static final Duration BEFORE_NEW_THREAD = Duration.ofSeconds(1);
    private static final int COMMIT_INTERVAL_MS = 1_000;

    private final KafkaConnection kafka;
    private final OrphanConfig config;
    private final Admin admin;
    private final ReadProgress progress;
    private final KafkaStreams streams;
    private final Thread watch;
    private volatile boolean closed;

    /** Not started yet. */
    public OrphanFinder(OrphanConfig config, MeteringConfig metering, KafkaConnection kafka, Codecs codecs) {
        this.kafka = kafka;
        this.config = config;
        this.admin = Admin.create(kafka.clientProperties());
        String application = kafka.topics().prefix() + "metering-orphans";
        this.progress = new ReadProgress(admin, this::reader, kafka, application);
        this.streams = new KafkaStreams(
                OrphanTopology.of(kafka.topics(), codecs, config, progress::readUpTo),
                settings(application, metering),
                new RestingClients());
        this.watch = Thread.ofPlatform().name("headgate-orphans-progress").unstarted(this::watch);
        streams.setUncaughtExceptionHandler(this::failed);
    }

    public void start() {
        streams.start();
        watch.start();
    }

    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Commits what is done and stops; blocks up to 30 s. */
    @Override
    public void close() {
        closed = true;
        watch.interrupt();
        streams.close(CLOSE);
        try {
            if (watch.isAlive() && !watch.join(CLOSE)) {
                LOG.atWarn().log("orphans: Kafka has not answered for {}", CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        admin.close(Duration.ZERO);
    }

    private void watch() {
        while (!closed) {
            try {
                progress.look(Instant.now());
                Thread.sleep(config.lookEvery());
            } catch (InterruptedException | InterruptException closing) {
                return;
            } catch (ExecutionException | KafkaException unanswered) {
                LOG.atDebug().setCause(unanswered).log("orphans: how far all is read cannot be told now");
                LockSupport.parkNanos(BEFORE_NEW_THREAD.toNanos());
            }
        }
    }

    private Consumer<byte[], byte[]> reader() {
        Map<String, Object> settings = kafka.readerProperties();
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Properties settings(String application, MeteringConfig metering) {
        Properties settings = StreamSettings.of(kafka, metering);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        // Nobody waits for it: fewer transactions, and most calls begin and end within one.
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallRocksDb.class);
        return settings;
    }

    private StreamThreadExceptionResponse failed(Throwable failure) {
        LOG.atError().setCause(failure).log("orphans: a stream thread failed, a new one goes on from the last commit");
        LockSupport.parkNanos(BEFORE_NEW_THREAD.toNanos());
        return closed ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT : StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
