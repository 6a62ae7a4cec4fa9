package io.headgate.router.wiring;

import io.headgate.router.edge.relay.ReplyRelays;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.tenant.feed.TenantFeed;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the relays of the tenants' reply topics, from when their settings are known until the process ends. */
@Context
@Requires(beans = TenantFeed.class)
public class RelayService {
    private static final Logger log = LoggerFactory.getLogger(RelayService.class);

    private final KafkaConnection kafka;
    private final TenantFeed tenants;
    private volatile @Nullable ReplyRelays relays;
    private volatile boolean closed;

    RelayService(KafkaConnection kafka, TenantFeed tenants) {
        this.kafka = kafka;
        this.tenants = tenants;
    }

    @PostConstruct
    void awaitSettings() {
        Thread.ofVirtual().name("relays-start").start(this::start);
    }

    private void start() {
        try {
            while (!closed && !tenants.awaitRead(Duration.ofMillis(500))) {
                log.atTrace().log("relays wait for the settings of tenants");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (this) {
            if (!closed) {
                ReplyRelays started = new ReplyRelays(kafka, tenants::replyTopics);
                started.start();
                relays = started;
            }
        }
    }

    /** How many run here. */
    int count() {
        ReplyRelays now = relays;
        return now == null ? 0 : now.count();
    }

    /** How many results were relayed since the start. */
    long relayed() {
        ReplyRelays now = relays;
        return now == null ? 0 : now.relayed();
    }

    /** The tenants whose results are not relayed, and why. */
    Map<TenantId, String> stalled() {
        ReplyRelays now = relays;
        return now == null ? Map.of() : now.stalled();
    }

    @PreDestroy
    synchronized void close() {
        closed = true;
        ReplyRelays now = relays;
        if (now != null) {
            now.close();
        }
    }
}
