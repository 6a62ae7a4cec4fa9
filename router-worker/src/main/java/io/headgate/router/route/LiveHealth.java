package io.headgate.router.route;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptStats;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What workers tell of targets, added up: written by whoever hears it, read by every decision. A target of which nothing
 * was heard for {@link TargetTally#STALE} is unknown again. Thread-safe; reading takes no lock and makes nothing.
 */
public final class LiveHealth {
    private final Map<Target, Seen> seen = new ConcurrentHashMap<>();
    private final Map<ProviderName, ProviderTally> providers = new ConcurrentHashMap<>();
    private final Map<ProviderName, Crowd> crowds = new ConcurrentHashMap<>();

    /** A target's health as of a moment; from a later one on nothing is known of its queue, and then nothing at all. */
    private record Seen(TargetHealth health, Instant queueUntil, Instant until) {
        static Seen of(TargetHealth health, Instant last) {
            return new Seen(health, last.plus(TargetTally.QUEUE_STALE), last.plus(TargetTally.STALE));
        }

        TargetHealth at(Instant now) {
            if (now.isAfter(until)) {
                return TargetHealth.UNKNOWN;
            }
            return now.isAfter(queueUntil) ? health.withoutQueue() : health;
        }
    }

    /** How many tenants share a provider, and until when that counts. */
    private record Crowd(int tenants, Instant until) {}

    /** How a target fares. Never blocks. */
    public TargetHealth of(Target target, Instant now) {
        Seen found = seen.get(target);
        return found == null ? TargetHealth.UNKNOWN : found.at(now);
    }

    /**
     * The shortest of the queues before a provider's targets, in time; empty when nothing was heard of it lately. A pause of
     * one target says nothing of the others, and does not count. Never blocks.
     */
    public Optional<Duration> shortestQueue(ProviderName provider, Instant now) {
        return least(provider, now, TargetHealth::queueWait);
    }

    /**
     * The time that 95 of 100 completed attempts at the quickest of a provider's targets do not exceed; empty when too few have
     * completed lately. Never blocks.
     */
    public Optional<Duration> slowCall(ProviderName provider, Instant now) {
        return least(provider, now, health -> health.known() ? health.slow() : null);
    }

    private Optional<Duration> least(
            ProviderName provider, Instant now, Function<TargetHealth, @Nullable Duration> figure) {
        Duration least = null;
        for (Map.Entry<Target, Seen> each : seen.entrySet()) {
            if (each.getKey().provider().equals(provider)
                    && !now.isAfter(each.getValue().until())) {
                Duration one = figure.apply(each.getValue().at(now));
                least = one == null || (least != null && least.compareTo(one) <= 0) ? least : one;
            }
        }
        return Optional.ofNullable(least);
    }

    /**
     * How many tenants' work has come to a provider's workers lately; 0 when nothing was heard of it. Workers share its
     * partitions and so its tenants: who knows of the most knows best. Never blocks.
     */
    public int tenants(ProviderName provider, Instant now) {
        Crowd crowd = crowds.get(provider);
        return crowd == null || now.isAfter(crowd.until()) ? 0 : crowd.tenants();
    }

    /**
     * Takes in what a worker told.
     *
     * @param at when it was told, by this machine's clock; what is told late is taken as of the last before it
     */
    public void heard(AttemptStats stats, Instant at) {
        providers
                .computeIfAbsent(stats.target().provider(), _ -> new ProviderTally())
                .heard(stats, at);
    }

    /** The targets of one provider. They share its queues: what is heard of one tells of all. */
    private final class ProviderTally {
        private final Map<Target, TargetTally> targets = new HashMap<>();
        private final Map<String, Heard> workers = new HashMap<>();

        /** What a worker said last of the provider as a whole. */
        private record Heard(long unread, int tenants, Instant at) {
            boolean within(Duration time, Instant now) {
                return !at.plus(time).isBefore(now);
            }
        }

        synchronized void heard(AttemptStats stats, Instant at) {
            workers.put(
                    stats.worker(),
                    new Heard(stats.load().unread(), stats.load().tenants(), at));
            workers.values().removeIf(each -> !each.within(TargetTally.STALE, at));
            int tenants =
                    workers.values().stream().mapToInt(Heard::tenants).max().orElse(0);
            crowds.put(stats.target().provider(), new Crowd(tenants, at.plus(TargetTally.STALE)));
            targets.computeIfAbsent(stats.target(), _ -> new TargetTally()).add(stats, at);
            long waiting = workers.values().stream()
                    .filter(each -> each.within(TargetTally.QUEUE_STALE, at))
                    .mapToLong(Heard::unread)
                    .sum();
            targets.entrySet().removeIf(each -> stale(each.getKey(), each.getValue(), at));
            targets.forEach((target, tally) -> {
                Instant last = tally.last();
                if (last != null) {
                    seen.put(target, Seen.of(tally.health(waiting, at), last));
                }
            });
        }

        private boolean stale(Target target, TargetTally tally, Instant at) {
            Instant last = tally.last();
            boolean stale = last != null && last.plus(TargetTally.STALE).isBefore(at);
            if (stale) {
                seen.remove(target);
            }
            return stale;
        }
    }
}
