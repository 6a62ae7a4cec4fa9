package io.headgate.metering;

import io.headgate.metering.orphan.OrphanConfig;
import io.headgate.metering.orphan.OrphanFinder;
import io.headgate.metering.sink.Backoff;
import io.headgate.metering.sink.LedgerBooking;
import io.headgate.metering.sink.LedgerUpkeep;
import io.headgate.metering.sink.OrphanBooking;
import io.headgate.metering.sink.QuotaBooking;
import io.headgate.metering.sink.Replays;
import io.headgate.metering.sink.RollupBooking;
import io.headgate.metering.sink.Sink;
import io.headgate.metering.sink.SinkConsumers;
import io.headgate.metering.sink.SinkInput;
import io.headgate.metering.sink.SinkState;
import io.headgate.metering.sink.Upkeep;
import io.headgate.metering.stream.MeteringTopology;
import io.headgate.metering.stream.RestingClients;
import io.headgate.metering.stream.StreamSettings;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.sql.Migrations;
import io.headgate.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metering, whole: the Streams job from {@code attempts} to {@code increments}, the sink of both, the search for
 * calls that a crash orphaned, and the sink of those and of {@code quotas}.
 *
 * <p>Starts without Postgres and without its topics, and goes on by itself when they come. Any number of processes may
 * run it; they share the partitions. Thread-safe.
 */
public final class MeteringStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MeteringStream.class);
    private static final Duration CLOSE = Duration.ofSeconds(15);
    private static final Duration BEFORE_NEW_THREAD = Duration.ofSeconds(1);
    private static final long TICK_NANOS = Duration.ofMillis(20).toNanos();

    /** For how long attempts wait for the catalogue that says by which tags they are told apart. */
    private static final Duration CATALOGUE = Duration.ofSeconds(30);

    private final MeteringConfig config;
    private final DataSource dataSource;
    private final BookTags tags;
    private final KafkaStreams streams;
    private final TopicNames topics;
    private final Sink books;
    private final Replays replays;
    private final Sink small;
    private final OrphanFinder orphans;
    private final Upkeep upkeep;
    private final List<Thread> starters;
    private volatile boolean closed;

    /**
     * Metering that is not started yet.
     *
     * @param tags the tags that split the lines of the rollups
     * @param dataSource three connections are used at most, and one more to migrate
     */
    public MeteringStream(
            MeteringConfig config,
            OrphanConfig orphanConfig,
            KafkaConnection kafka,
            Codecs codecs,
            BookTags tags,
            DataSource dataSource) {
        this.config = config;
        this.dataSource = dataSource;
        this.tags = tags;
        this.streams = new KafkaStreams(
                MeteringTopology.of(kafka.topics(), codecs, config, tags),
                StreamSettings.of(kafka, config),
                new RestingClients());
        this.topics = kafka.topics();
        RollupBooking rollups = new RollupBooking(codecs.increment());
        this.books = sink(
                kafka,
                new SinkInput(topics.attempts(), new LedgerBooking(codecs.attempt())),
                new SinkInput(topics.increments(), rollups));
        this.replays = rollups.replays();
        // Little comes of either, and a consumer costs the same for little as for much.
        this.small = sink(
                kafka,
                new SinkInput(topics.quotas(), new QuotaBooking(codecs.quotaState())),
                new SinkInput(topics.orphans(), new OrphanBooking(codecs.intent())));
        this.orphans = new OrphanFinder(orphanConfig, config, kafka, codecs);
        this.upkeep = new Upkeep(new LedgerUpkeep(dataSource, config.keptLedgerMonths(), InstantSource.system()));
        this.starters = List.of(
                Thread.ofVirtual().name("headgate-metering-stream").unstarted(this::startStream),
                Thread.ofVirtual().name("headgate-metering-start").unstarted(this::migrateAndSink));
        streams.setUncaughtExceptionHandler(this::failed);
    }

    private Sink sink(KafkaConnection kafka, SinkInput... inputs) {
        return new Sink(
                List.of(inputs),
                dataSource,
                SinkConsumers.of(kafka, inputs[0].booking().name(), config.maxRecordsPerBatch()),
                config.maxRecordsPerBatch(),
                config.retryFrom(),
                config.retryUpTo());
    }

    /** Starts everything and returns at once. */
    public void start() {
        orphans.start();
        starters.forEach(Thread::start);
    }

    /** How the parts are. */
    public MeteringState state() {
        return new MeteringState(
                streams.state(),
                books.state(topics.attempts()),
                books.state(topics.increments()),
                small.state(topics.quotas()),
                orphans.state(),
                small.state(topics.orphans()));
    }

    /** What the stream read again, and the rollups did not add again. */
    public Replays replays() {
        return replays;
    }

    /** Whether everything runs and Postgres takes what comes. */
    public boolean ready() {
        return state().ready();
    }

    /** Commits what is done and stops; what is not booked yet is booked at the next start. Blocks up to two minutes. */
    @Override
    public void close() {
        closed = true;
        try {
            for (Thread starter : starters) {
                if (starter.isAlive() && !starter.join(CLOSE)) {
                    LOG.atWarn().log("metering: {} has not ended for {}", starter.getName(), CLOSE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        streams.close(CLOSE);
        orphans.close();
        upkeep.close();
        List.of(books, small).forEach(Sink::close);
    }

    private void startStream() {
        Instant until = Instant.now().plus(CATALOGUE);
        while (!closed && !tags.isKnown() && Instant.now().isBefore(until)) {
            LockSupport.parkNanos(TICK_NANOS);
        }
        if (closed) {
            return;
        }
        if (!tags.isKnown()) {
            LOG.atWarn()
                    .log(
                            "metering: no catalogue has come for {}, the books are split by no tags until then",
                            CATALOGUE);
        }
        streams.start();
    }

    private void migrateAndSink() {
        Backoff backoff = new Backoff(config.retryFrom(), config.retryUpTo(), InstantSource.system());
        while (!closed) {
            if (!backoff.isOver()) {
                LockSupport.parkNanos(TICK_NANOS);
            } else if (migrated(backoff)) {
                upkeep.start();
                books.start();
                small.start();
                return;
            }
        }
    }

    private boolean migrated(Backoff backoff) {
        try {
            Migrations.migrate(dataSource);
            return true;
        } catch (RuntimeException e) {
            Duration pause = backoff.failed();
            LOG.atWarn().log("metering: cannot prepare the tables, again in {}: {}", pause, e.getMessage());
            return false;
        }
    }

    private StreamThreadExceptionResponse failed(Throwable failure) {
        LOG.atError().setCause(failure).log("metering: a stream thread failed, a new one goes on from the last commit");
        // On the thread that ends: a fault that comes back at once is tried once a second.
        LockSupport.parkNanos(BEFORE_NEW_THREAD.toNanos());
        return closed ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT : StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** How metering is, part by part. */
    public record MeteringState(
            KafkaStreams.State stream,
            SinkState ledger,
            SinkState rollup,
            SinkState quota,
            KafkaStreams.State orphans,
            SinkState orphan) {
        /** Whether everything runs and Postgres takes what comes. */
        public boolean ready() {
            return stream == KafkaStreams.State.RUNNING
                    && orphans == KafkaStreams.State.RUNNING
                    && Stream.of(ledger, rollup, quota, orphan).allMatch(MeteringState::isBooking);
        }

        private static boolean isBooking(SinkState state) {
            return switch (state) {
                case SinkState.Booking _ -> true;
                case SinkState.Starting _, SinkState.Waiting _, SinkState.Broken _ -> false;
            };
        }
    }
}
