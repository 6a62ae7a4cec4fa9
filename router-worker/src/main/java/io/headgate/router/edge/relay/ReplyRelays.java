package io.headgate.router.edge.relay;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.LogKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relays of all tenants that have reply topics, started and stopped as their settings change. Each is a member of its
 * tenant's own group: the processes of an installation share the work. Thread-safe.
 */
public final class ReplyRelays implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReplyRelays.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final KafkaConnection kafka;
    private final Supplier<Map<TenantId, Set<String>>> wanted;
    private final Admin admin;
    private final Map<TenantId, ReplyRelay> running = new ConcurrentHashMap<>();
    private final Map<TenantId, String> refused = new ConcurrentHashMap<>();
    private final LongAdder relayed = new LongAdder();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** @param wanted the reply topics of each tenant that has some; asked again and again */
    public ReplyRelays(KafkaConnection kafka, Supplier<Map<TenantId, Set<String>>> wanted) {
        this.kafka = kafka;
        this.wanted = wanted;
        this.admin = Admin.create(kafka.clientProperties());
        this.thread = Thread.ofPlatform().name("relays").daemon().unstarted(this::run);
    }

    /** Begins; returns at once. */
    public void start() {
        thread.start();
    }

    /** How many relays run in this process, those that are stalled among them. */
    public int count() {
        return running.size();
    }

    /** How many results were relayed since the start. */
    public long relayed() {
        return relayed.sum();
    }

    /** The tenants whose results are not relayed, and why. */
    public Map<TenantId, String> stalled() {
        Map<TenantId, String> all = new TreeMap<>(refused);
        running.forEach((tenant, relay) -> {
            String why = relay.stalled();
            if (why != null) {
                all.put(tenant, why);
            }
        });
        return all;
    }

    private void run() {
        try {
            do {
                look();
            } while (!closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            keep(wanted.get());
        } catch (RuntimeException fault) {
            log.atError().setCause(fault).log("relays could not be started or stopped; tried again");
        }
    }

    private void keep(Map<TenantId, Set<String>> topics) {
        Map<TenantId, Set<String>> allowed = new HashMap<>(topics);
        refused.keySet().retainAll(topics.keySet());
        topics.forEach((tenant, names) -> {
            String why = refusal(tenant, names);
            if (why == null) {
                refused.remove(tenant);
            } else {
                allowed.remove(tenant);
                if (!why.equals(refused.put(tenant, why))) {
                    log.atError().addKeyValue(LogKeys.TENANT, tenant).log("results are not relayed: {}", why);
                }
            }
        });
        running.forEach((tenant, relay) -> {
            if (!relay.topics().equals(allowed.get(tenant))) {
                relay.close();
                running.remove(tenant);
            }
        });
        allowed.forEach((tenant, names) -> {
            if (!running.containsKey(tenant)) {
                ReplyRelay relay = new ReplyRelay(kafka, admin, tenant, names, relayed);
                running.put(tenant, relay);
                relay.start();
            }
        });
    }

    /** A topic of Headgate's own would be read by it again. */
    private @Nullable String refusal(TenantId tenant, Set<String> names) {
        Set<String> own = names.stream()
                .filter(name -> !kafka.topics().mayReceiveReplies(tenant, name))
                .collect(Collectors.toSet());
        return own.isEmpty()
                ? null
                : "seen reply topics %s, allowed topics outside '%s*', or '%s'"
                        .formatted(own, kafka.topics().prefix(), kafka.topics().results(tenant));
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        running.values().forEach(ReplyRelay::stop);
        running.values().forEach(ReplyRelay::close);
        running.clear();
        admin.close(Duration.ofSeconds(2));
    }
}
