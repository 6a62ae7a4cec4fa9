package io.headgate.router.waiting;

import io.headgate.router.budget.Place;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one task has dispatched and not yet settled, by provider and tenant, and how fast each provider settles. In memory,
 * and made again from the open attempts of the books when the task begins; paces begin anew. Used by one thread.
 */
public final class DispatchedWork {
    /** No call begins after its request's deadline, and none takes longer than this. */
    private static final Duration LONGEST_CALL = Duration.ofHours(1);

    private record Name(TenantId tenant, AttemptId attempt) {}

    /** @param until when it is forgotten, should nobody ever say how it ended; compared again and again, and so kept */
    private record Out(Name name, Place place, Instant until) {
        Out(Name name, Place place) {
            this(name, place, place.deadline().plus(LONGEST_CALL));
        }

        boolean critical() {
            return place.priority() == Priority.CRITICAL;
        }
    }

    private static final class AtProvider {
        private final Pace pace;
        private final Map<TenantId, Integer> byTenant = new HashMap<>();
        private int all;
        private int critical;

        AtProvider(Instant since) {
            this.pace = new Pace(since);
        }

        void add(Out added) {
            all++;
            critical += added.critical() ? 1 : 0;
            byTenant.merge(added.name().tenant(), 1, Integer::sum);
        }

        void remove(Out ended) {
            all--;
            critical -= ended.critical() ? 1 : 0;
            byTenant.computeIfPresent(ended.name().tenant(), (t, count) -> count > 1 ? count - 1 : null);
        }
    }

    private final Map<Name, Out> out = new HashMap<>();
    private final NavigableSet<Out> byEnd = new TreeSet<>(Comparator.comparing(Out::until)
            .thenComparing(o -> o.name().tenant())
            .thenComparing(o -> o.name().attempt().value()));
    private final Map<ProviderName, AtProvider> providers = new HashMap<>();
    private final ProviderTenants tenants;

    /** @param tenants of all tasks of the process */
    public DispatchedWork(ProviderTenants tenants) {
        this.tenants = tenants;
    }

    /** An attempt was dispatched, now or before the task began here; one that is known already counts once. */
    public void dispatched(TenantId tenant, AttemptId attempt, Place place, Instant now) {
        Out added = new Out(new Name(tenant, attempt), place);
        if (out.putIfAbsent(added.name(), added) == null) {
            byEnd.add(added);
            at(place.provider(), now).add(added);
            tenants.sent(tenant, place.provider(), now);
        }
    }

    /**
     * An attempt is over that was called, be it one that this task does not remember.
     *
     * @param call how long its call took
     * @param queue how long the provider's queue is reported to be; null when nobody tells
     */
    void settled(
            TenantId tenant,
            AttemptId attempt,
            ProviderName provider,
            Duration call,
            @Nullable Duration queue,
            Instant now) {
        Pace pace = at(provider, now).pace;
        pace.ended(call, now);
        Out ended = out.remove(new Name(tenant, attempt));
        if (ended != null) {
            Duration beside = Duration.between(ended.place().since(), now).minus(call);
            if (queue == null) {
                pace.beside(beside, now);
            } else {
                pace.onTheWay(beside.minus(queue), now);
            }
            takeOff(ended);
        }
        forget(now);
    }

    /** An attempt is over that tells nothing of its provider's pace: it counts no longer. One that is not known changes nothing. */
    public void gone(TenantId tenant, AttemptId attempt) {
        Out ended = out.remove(new Name(tenant, attempt));
        if (ended != null) {
            takeOff(ended);
        }
    }

    /** Attempts that nobody settled in time no longer count. */
    public void forget(Instant now) {
        while (!byEnd.isEmpty() && byEnd.first().until().isBefore(now)) {
            Out first = byEnd.first();
            out.remove(first.name());
            takeOff(first);
        }
    }

    private void takeOff(Out ended) {
        byEnd.remove(ended);
        AtProvider there = providers.get(ended.place().provider());
        if (there != null) {
            there.remove(ended);
        }
    }

    private AtProvider at(ProviderName provider, Instant now) {
        return providers.computeIfAbsent(provider, p -> new AtProvider(now));
    }

    /** How many are with the provider. */
    public int with(ProviderName provider) {
        AtProvider there = providers.get(provider);
        return there == null ? 0 : there.all;
    }

    /** How many critical ones are with the provider. */
    public int criticalWith(ProviderName provider) {
        AtProvider there = providers.get(provider);
        return there == null ? 0 : there.critical;
    }

    /** How many of a tenant's are with the provider. */
    public int with(ProviderName provider, TenantId tenant) {
        AtProvider there = providers.get(provider);
        return there == null ? 0 : there.byTenant.getOrDefault(tenant, 0);
    }

    /** How many tenants have sent to the provider lately, through whichever task of this process. */
    public int sharing(ProviderName provider) {
        return tenants.sharing(provider);
    }

    /** How many the provider settles in a second; 0 when none has been settled lately. */
    public double settledPerSecond(ProviderName provider, Instant now) {
        AtProvider there = providers.get(provider);
        return there == null ? 0 : there.pace.perSecond(now);
    }

    /** How long a call takes, on average. */
    public Duration call(ProviderName provider) {
        AtProvider there = providers.get(provider);
        return there == null ? Duration.ZERO : there.pace.call();
    }

    /** How long an attempt takes beside its call when nothing stands in the provider's queue. */
    public Duration way(ProviderName provider) {
        AtProvider there = providers.get(provider);
        return there == null ? Duration.ZERO : there.pace.way();
    }
}
