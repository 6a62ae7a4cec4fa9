package io.headgate.router.waiting;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How full providers' queues are. A provider takes more while this task has no more with it than one worker calls at once,
 * or than what keeps its workers busy with a short queue: what ends in a second, times the length of a call, of the way
 * there and back, and of the queue (Little's law). What workers report of their queues counts before that.
 *
 * <p>Binding late keeps cancels, fairness and another choice possible; binding too late would leave workers idle. Of
 * tenants that share a provider none should stand long behind another's work: there the queue is an eighth of a call and its way.
 * Critical work has a topic of its own and counts only itself.
 */
public final class ProviderQueues {
    private static final Duration ALONE = Duration.ofSeconds(2);
    private static final Duration SHARED_AT_LEAST = Duration.ofMillis(100);
    private static final int SHARED_PART_OF_A_ROUND = 8;
    /** A report of a shared queue counts from so many times its allowed length on: at that length it is about as long. */
    private static final int SHARED_TOLERANCE = 2;
    /**
     * What reports cannot show yet, being a second old, may be this many times what is known to be busy; not where another
     * tenant would stand behind what turns out to be too much.
     */
    private static final int GROWTH_BETWEEN_REPORTS = 4;

    private final DispatchedWork work;
    private final QueueOutlook outlook;
    private final Supplier<Catalogue> catalogue;

    public ProviderQueues(DispatchedWork work, QueueOutlook outlook, Supplier<Catalogue> catalogue) {
        this.work = work;
        this.outlook = outlook;
        this.catalogue = catalogue;
    }

    /**
     * A call is over, be it one that this task does not remember: what else is with its provider, and how long the way
     * there is, tells how many more it can have.
     *
     * @param call how long it took
     */
    public void settled(TenantId tenant, AttemptId attempt, ProviderName provider, Duration call, Instant now) {
        Duration queue = outlook.expectedWait(provider, Priority.STANDARD, now).orElse(null);
        work.settled(tenant, attempt, provider, call, queue, now);
    }

    /** Who may leave a lane at {@code now}. */
    public Opening of(Lane lane, Instant now) {
        return lane instanceof Lane.ForProvider(ProviderName provider) ? new AtProvider(provider, now) : Opening.WIDE;
    }

    private enum Queue {
        SHORT,
        /** As far as workers report. */
        LONG,
        /** As much is with the provider as this task may have there. */
        FULL
    }

    /** A provider as it is at one moment: asked about many tenants, and looked at once. */
    private final class AtProvider implements Opening {
        private final ProviderName provider;
        private final Instant now;
        private final double bound;
        private final Map<Priority, Queue> queues = new EnumMap<>(Priority.class);
        private final Map<Priority, Instant> lastInTime = new EnumMap<>(Priority.class);

        AtProvider(ProviderName provider, Instant now) {
            this.provider = provider;
            this.now = now;
            this.bound = bound(provider, Priority.STANDARD, now);
        }

        @Override
        public boolean isShut() {
            return Stream.of(Priority.values()).allMatch(priority -> of(priority) == Queue.FULL);
        }

        @Override
        public boolean takes(TenantId tenant, Priority priority) {
            return switch (of(priority)) {
                case SHORT -> true;
                case LONG -> work.with(provider, tenant) < part(provider, now);
                case FULL -> false;
            };
        }

        private Queue of(Priority priority) {
            return queues.computeIfAbsent(priority, p -> queue(provider, p, now));
        }

        @Override
        public boolean withinShare(TenantId tenant, int weight, long waiting) {
            return work.with(provider, tenant) * waiting < bound * weight;
        }

        @Override
        public Instant lastInTime(Priority priority) {
            return lastInTime.computeIfAbsent(priority, p -> now.plus(answer(provider, p, now)));
        }
    }

    private Queue queue(ProviderName provider, Priority priority, Instant now) {
        int there = priority == Priority.CRITICAL ? work.criticalWith(provider) : work.with(provider);
        if (there >= bound(provider, priority, now)) {
            return Queue.FULL;
        }
        return isReportedLong(provider, priority, now) ? Queue.LONG : Queue.SHORT;
    }

    /**
     * How long an answer takes at most, as far as anybody knows: there, the queue, and half as much again as all but the
     * slowest calls take. Less than that would be too little: of calls that a deadline cuts off only the quick ones are seen to
     * end, so they would seem to be the quicker the less time is left to them.
     */
    private Duration answer(ProviderName provider, Priority priority, Instant now) {
        return outlook.slowCall(provider, now)
                .map(slow -> slow.multipliedBy(3)
                        .plus(work.way(provider))
                        .dividedBy(2)
                        .plus(outlook.expectedWait(provider, priority, now).orElse(Duration.ZERO)))
                .orElse(Duration.ZERO);
    }

    /**
     * What of each tenant goes whatever is reported: of those who share a provider, one's part of what a worker calls at once,
     * and one at least. A queue that is long for another's work holds up the other. Parts are tenants' and not tasks': all of
     * them together are what a worker calls at once, or one for each, through however many tasks they come.
     */
    private int part(ProviderName provider, Instant now) {
        Provider known = catalogue.get().providers().get(provider);
        int sharing = sharing(provider, now);
        return known == null || sharing < 2 ? 0 : Math.max(1, known.limits().maxInFlight() / sharing);
    }

    /**
     * How many tenants stand in the provider's queue, as far as anybody knows: this process at once of what it sends, workers
     * in a moment of what comes from others.
     */
    private int sharing(ProviderName provider, Instant now) {
        return Math.max(work.sharing(provider), outlook.tenants(provider, now));
    }

    private boolean isShared(ProviderName provider, Instant now) {
        return sharing(provider, now) > 1;
    }

    /** Reports are always a little late: where tenants share a queue its own count keeps it short, and they only confirm. */
    private boolean isReportedLong(ProviderName provider, Priority priority, Instant now) {
        Duration allowed =
                allowed(provider, priority, now).multipliedBy(isShared(provider, now) ? SHARED_TOLERANCE : 1);
        return outlook.expectedWait(provider, priority, now)
                .filter(wait -> wait.compareTo(allowed) > 0)
                .isPresent();
    }

    /** When the one with {@code ahead} others before it is expected to go to the provider; null when nothing tells. */
    public @Nullable Instant expected(ProviderName provider, Priority priority, int ahead, Instant now) {
        Optional<Duration> reported = outlook.expectedWait(provider, priority, now)
                .map(wait -> wait.minus(allowed(provider, priority, now)))
                .filter(Duration::isPositive);
        double rate = work.settledPerSecond(provider, now);
        if (rate < 0.01) {
            return reported.map(now::plus).orElse(null);
        }
        Duration own = Duration.ofMillis((long) ((ahead + 1) / rate * 1_000));
        return now.plus(reported.filter(wait -> wait.compareTo(own) > 0).orElse(own));
    }

    /**
     * How many may be with the provider. One that left the catalogue holds nobody up: who waits for it is routed again.
     */
    private double bound(ProviderName provider, Priority priority, Instant now) {
        Provider known = catalogue.get().providers().get(provider);
        if (known == null) {
            return Double.POSITIVE_INFINITY;
        }
        Duration stay = round(provider).plus(allowed(provider, priority, now));
        double busy =
                Math.max(known.limits().maxInFlight(), work.settledPerSecond(provider, now) * stay.toNanos() / 1e9);
        boolean tries = !isShared(provider, now)
                && outlook.expectedWait(provider, priority, now).isPresent();
        return tries ? busy * GROWTH_BETWEEN_REPORTS : busy;
    }

    /** How long the queue may be. */
    private Duration allowed(ProviderName provider, Priority priority, Instant now) {
        Duration standard = isShared(provider, now) ? shared(round(provider)) : ALONE;
        return switch (priority) {
            case STANDARD -> standard;
            // Critical work is worth another choice sooner; background work leaves the last of the queue to others.
            case CRITICAL, BACKGROUND -> standard.dividedBy(2);
        };
    }

    /** There, the call, and back. */
    private Duration round(ProviderName provider) {
        return work.call(provider).plus(work.way(provider));
    }

    private static Duration shared(Duration round) {
        Duration part = round.dividedBy(SHARED_PART_OF_A_ROUND);
        if (part.compareTo(SHARED_AT_LEAST) < 0) {
            return SHARED_AT_LEAST;
        }
        return part.compareTo(ALONE) > 0 ? ALONE : part;
    }
}
