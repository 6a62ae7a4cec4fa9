package io.headgate.api.events;

import io.headgate.api.watch.Watched;
import io.headgate.schemas.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What happens to all requests of a tenant, for those who follow it. A tenant that nobody follows, or has followed lately, costs
 * nothing: its records are not even read. Thread-safe.
 */
public final class TenantEvents {
    /** Then whoever follows has to come in by the door again: a key may have been revoked since. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private final ConcurrentMap<String, TenantStream> streams = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Duration ping;

    /** @param ping how long nothing may be sent */
    public TenantEvents(InstantSource clock, Duration ping) {
        this.clock = clock;
        this.ping = ping;
    }

    /**
     * Whether anybody wants to hear of a record.
     *
     * @param tenant whose it says that it is; null where it says nothing
     */
    public boolean follows(@Nullable String tenant) {
        return tenant == null ? !streams.isEmpty() : streams.containsKey(tenant);
    }

    /** Tells all who follow the tenant. Returns at once. */
    public void tell(TenantId tenant, Watched watched) {
        if (streams.containsKey(tenant.value())) {
            TenantNews.of(watched)
                    .ifPresent(event -> streams.computeIfPresent(tenant.value(), (_, stream) -> {
                        if (stream.isOver(clock.instant())) {
                            return null;
                        }
                        stream.append(event);
                        return stream;
                    }));
        }
    }

    /**
     * Tells everything from now on, or from behind the last event that was heard, for five minutes at most; ends early when its
     * thread is interrupted. Made for virtual threads: it blocks.
     *
     * @param lastHeard the id of that event, of this process; null for none
     */
    public void follow(TenantId tenant, @Nullable String lastHeard, EventFeed.Listener listener)
            throws InterruptedException {
        Instant until = clock.instant().plus(LONGEST);
        TenantStream.Follower follower = enter(tenant, lastHeard);
        try {
            while (clock.instant().isBefore(until)) {
                listener.tell(follower.next(ping));
            }
        } finally {
            streams.computeIfPresent(tenant.value(), (_, stream) -> {
                stream.leave(follower, clock.instant());
                return stream;
            });
        }
    }

    private TenantStream.Follower enter(TenantId tenant, @Nullable String lastHeard) {
        Instant now = clock.instant();
        streams.keySet().forEach(other -> forgetIfOver(other, now));
        TenantStream.Follower follower = new TenantStream.Follower();
        streams.compute(tenant.value(), (_, known) -> {
            TenantStream stream = known == null ? new TenantStream(now) : known;
            stream.enter(follower, lastHeard);
            return stream;
        });
        return follower;
    }

    private void forgetIfOver(String tenant, Instant now) {
        streams.computeIfPresent(tenant, (_, stream) -> stream.isOver(now) ? null : stream);
    }
}
