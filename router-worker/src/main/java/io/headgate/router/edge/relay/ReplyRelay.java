package io.headgate.router.edge.relay;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.LogKeys;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relay of one tenant, on a thread of its own: session after session, with a wait between them while one of its topics
 * is missing or forbidden. That is said once, and again when it is over. Others' relays know nothing of it.
 */
final class ReplyRelay implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReplyRelay.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration ASKING = Duration.ofSeconds(5);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final KafkaConnection kafka;
    private final Admin admin;
    private final TenantId tenant;
    private final Set<String> topics;
    private final LongAdder relayed;
    private final String transactionalId;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable RelaySession session;
    private volatile @Nullable Stall stall;

    /**
     * Why nothing is relayed.
     *
     * @param found whether a topic was seen to be missing before anything was written
     */
    private record Stall(String reason, boolean found) {}

    /** @param relayed counts the results that were relayed */
    ReplyRelay(KafkaConnection kafka, Admin admin, TenantId tenant, Set<String> topics, LongAdder relayed) {
        this.kafka = kafka;
        this.admin = admin;
        this.tenant = tenant;
        this.topics = topics;
        this.relayed = relayed;
        this.transactionalId = "%srelay.%s.%s".formatted(kafka.topics().prefix(), tenant, UUID.randomUUID());
        this.thread = Thread.ofPlatform().name("relay-" + tenant).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** The topics it writes to. */
    Set<String> topics() {
        return topics;
    }

    /** Why nothing is relayed at present; null when all is well. */
    @Nullable
    String stalled() {
        Stall now = stall;
        return now == null ? null : now.reason();
    }

    private void run() {
        Duration wait = FIRST_WAIT;
        while (!isClosed()) {
            long before = System.nanoTime();
            String missing = missing();
            if (missing == null) {
                resume(true);
                relay();
            } else {
                stalled(new Stall(missing, true));
            }
            boolean lasted = System.nanoTime() - before > LONGEST_WAIT.toNanos();
            wait = lasted ? FIRST_WAIT : wait;
            rest(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }

    private void relay() {
        try (RelaySession running = new RelaySession(kafka, tenant, topics, transactionalId)) {
            session = running;
            running.run(this::isClosed, count -> {
                relayed.add(count);
                resume(false);
            });
        } catch (WakeupException closing) {
            log.atDebug().addKeyValue(LogKeys.TENANT, tenant).log("a relay ends");
        } catch (KafkaException failed) {
            stalled(new Stall(failed.toString(), false));
        } catch (RuntimeException fault) {
            log.atError().addKeyValue(LogKeys.TENANT, tenant).setCause(fault).log("a relay failed; it begins again");
            stalled(new Stall(fault.getClass().getSimpleName(), false));
        } finally {
            session = null;
        }
    }

    /** What is wrong with the topics, as far as can be told without writing; null for nothing. */
    private @Nullable String missing() {
        try {
            admin.describeTopics(topics).allTopicNames().get(ASKING.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException refused) {
            return String.valueOf(refused.getCause());
        } catch (TimeoutException away) {
            return "Kafka did not answer within " + ASKING;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            closed.countDown();
            return "it was interrupted";
        }
    }

    private void stalled(Stall why) {
        if (stall == null && !isClosed()) {
            log.atError()
                    .addKeyValue(LogKeys.TENANT, tenant)
                    .log("results are not relayed to {}, tried again until they can be: {}", topics, why.reason());
        }
        stall = why;
    }

    /** @param found whether only a look at the topics shows that they are there, and not that they take records */
    private void resume(boolean found) {
        Stall before = stall;
        if (before != null && (before.found() || !found)) {
            stall = null;
            log.atInfo().addKeyValue(LogKeys.TENANT, tenant).log("results are relayed again to {}", topics);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void rest(Duration time) {
        try {
            boolean stop = closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
            log.atTrace().addKeyValue("stopped", stop).log("rested");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    /** Tells it to stop; returns at once. */
    void stop() {
        closed.countDown();
        RelaySession running = session;
        if (running != null) {
            running.wakeUp();
        }
    }

    /** Stops; a transaction under way is committed or aborted. */
    @Override
    public void close() {
        stop();
        try {
            if (!thread.join(CLOSE_WITHIN)) {
                log.atWarn().addKeyValue(LogKeys.TENANT, tenant).log("a relay did not end within {}", CLOSE_WITHIN);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
