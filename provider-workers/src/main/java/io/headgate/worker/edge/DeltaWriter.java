package io.headgate.worker.edge;

import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.codec.registry.RegistryUnavailableException;
import io.headgate.schemas.message.Delta;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.call.stream.Deltas;
import io.headgate.worker.edge.DeltaStream.Piece;
import io.headgate.worker.report.WorkerState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what streamed replies show, from one thread that goes through all that have something, every {@link #PACE}: chunks
 * that came meanwhile are one record. Calls never wait for it. Beside all transactions, and never the last word. One per
 * process; thread-safe.
 */
public final class DeltaWriter implements DeltaSinks, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeltaWriter.class);
    /** Twenty times a second looks like at once; every token by itself would cost several times as many records. */
    static final Duration PACE = Duration.ofMillis(50);
    /** How long nothing is tried when Kafka has taken nothing. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
    /** What may wait of all streams together, in characters. */
    private static final long MOST_HELD = 16L << 20;

    private final Producer<byte[], byte[]> producer;
    private final MessageCodec<Delta> codec;
    private final String topic;
    private final Clock clock;
    private final Queue<DeltaStream> due = new ConcurrentLinkedQueue<>();
    private final AtomicLong held = new AtomicLong();
    private final LongAdder written = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Seldom warnings = new Seldom();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final Thread thread =
            Thread.ofPlatform().name("worker-deltas").daemon().unstarted(this::run);
    private volatile boolean closed;

    /** @param instance names this process among all workers */
    public DeltaWriter(KafkaConnection kafka, Codecs codecs, String instance, Clock clock) {
        this(DeltaClient.producer(kafka, instance), codecs, kafka.topics().deltas(), clock);
    }

    DeltaWriter(Producer<byte[], byte[]> producer, Codecs codecs, String topic, Clock clock) {
        this.producer = producer;
        this.codec = codecs.delta();
        this.topic = topic;
        this.clock = clock;
    }

    public void start() {
        thread.start();
    }

    @Override
    public Deltas.Sink of(Dispatch dispatch, Instant startedAt, boolean again, RecordHeading heading) {
        return new DeltaStream(dispatch, startedAt, again, heading, this);
    }

    /** How it stands. */
    public WorkerState.Shown state() {
        return new WorkerState.Shown(written.sum(), dropped.sum());
    }

    Instant now() {
        return clock.instant();
    }

    boolean takeRoom(long size) {
        if (held.addAndGet(size) <= MOST_HELD) {
            return true;
        }
        held.addAndGet(-size);
        return false;
    }

    void giveBackRoom(long size) {
        held.addAndGet(-size);
    }

    void dropped(int chunks) {
        dropped.add(chunks);
    }

    void due(DeltaStream stream) {
        due.add(stream);
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closed) {
            sleepUntilDue();
            rest(writeDue() ? PACE : PAUSE);
        }
    }

    /** Looks once more after it has said that it sleeps: a stream that came before that woke nobody. */
    private void sleepUntilDue() {
        asleep.set(true);
        while (asleep.get() && due.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        asleep.set(false);
    }

    private void rest(Duration pause) {
        long until = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0 && !closed; left = until - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    /** Writes what is due now; false when Kafka took nothing any more, and the rest waits. */
    boolean writeDue() {
        List<DeltaStream> now = new ArrayList<>();
        for (DeltaStream next = due.poll(); next != null; next = due.poll()) {
            now.add(next);
        }
        boolean taking = true;
        for (DeltaStream stream : now) {
            taking = taking && write(stream);
            if (!taking && !stream.giveUp(System.nanoTime())) {
                due.add(stream);
            }
        }
        return taking;
    }

    private boolean write(DeltaStream stream) {
        for (Piece piece = stream.take(); piece != null; piece = stream.take()) {
            Exception failure = failure(stream, piece);
            if (failure == null) {
                stream.sent();
                written.increment();
            } else if (isPassing(failure)) {
                stream.putBack(piece);
                warn(failure, "deltas wait, since they cannot be written");
                return false;
            } else {
                stream.lost(piece);
                warn(failure, "deltas were dropped");
            }
        }
        return true;
    }

    /** Why a piece cannot be sent; null when it is on its way. */
    private @Nullable Exception failure(DeltaStream stream, Piece piece) {
        try {
            Delta delta = stream.delta(piece);
            byte[] key = delta.key().request().value().getBytes(StandardCharsets.UTF_8);
            ProducerRecord<byte[], byte[]> out = new ProducerRecord<>(topic, key, codec.encode(delta));
            stream.heading().writeTo(out.headers());
            DeltaSending sending = new DeltaSending(stream, piece);
            producer.send(out, sending);
            return sending.returned();
        } catch (RuntimeException failure) {
            return failure;
        }
    }

    private static boolean isPassing(Exception failure) {
        return failure instanceof RetriableException
                || failure instanceof RegistryUnavailableException
                || failure instanceof InterruptException;
    }

    private void warn(Exception cause, String what) {
        if (!closed && warnings.now()) {
            log.atWarn().addKeyValue("cause", cause.getClass().getSimpleName()).log(what);
        }
    }

    /** Gives what is there a moment, then gives up. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            if (!thread.isAlive() || thread.join(CLOSE_WITHIN)) {
                writeDue();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE_WITHIN);
    }
}
