package io.headgate.api.replay;

import io.headgate.api.access.audit.Actor;
import io.headgate.schemas.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where replays are kept. Thread-safe; blocks, and throws {@link io.headgate.api.lookup.IndexUnavailableException} when it
 * does not answer.
 */
public interface Replays {
    /**
     * Keeps a replay with all the requests that its order is for, and writes it into the audit log; or does nothing at all.
     *
     * @return empty when there are more than {@link ReplayOrder#MOST}; then nothing is kept
     */
    Optional<Replay> create(ReplayId id, ReplayOrder order, Actor orderedBy, Instant now);

    Optional<Replay> find(TenantId tenant, ReplayId id);

    /** The latest first, beginning behind {@code after}; from the latest on where that is null or unknown. */
    List<Replay> list(TenantId tenant, int limit, @Nullable ReplayId after);

    /** How far a replay is, of a tenant that has it. */
    Progress progress(TenantId tenant, ReplayId id);

    /** Its requests, beginning behind a sequence. */
    List<Item> items(TenantId tenant, ReplayId id, int limit, int after);

    /** Ends a replay early, and writes that into the audit log; changes nothing where it has ended. */
    void cancel(TenantId tenant, ReplayId id, Actor by, Instant now);

    /** Takes over, or goes on with, every running replay that nobody else has: nobody else will until the lease ends. */
    List<Replay> lease(String holder, Duration lease);

    /** The next of a replay that are neither sent nor given up, in order. */
    List<Item> waiting(ReplayId id, int most);

    /** Keeps what became of requests, all or none. */
    void keep(ReplayId id, List<Item> items);

    /** Ends a replay of which nothing waits any more. */
    void complete(ReplayId id, Instant now);
}
