package io.headgate.api.limits;

import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.message.QuotaState.Quota;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What tenants have used of their limits on requests and tokens by the minute, as the router told it last, which is about a
 * second ago. One state for each tenant and measure. Thread-safe.
 */
public final class MinuteUses {
    private final ConcurrentMap<Quota, QuotaState> newest = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public MinuteUses(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What is left of a limit.
     *
     * @param limit units of the measure within a minute
     * @param remaining units that are neither used nor held; 0 or more
     * @param untilReset until the minute is over
     */
    public record Left(BigDecimal limit, BigDecimal remaining, Duration untilReset) {}

    /** Takes in what the router says; what is no limit of a whole tenant by the minute is passed over, and what is old too. */
    public void heard(QuotaState state) {
        Quota quota = state.quota();
        boolean counts = quota.measure() == Measure.REQUESTS || quota.measure() == Measure.TOKENS;
        if (counts && quota.window() == Window.MINUTE && quota.project() == null && quota.model() == null) {
            newest.merge(quota, state, MinuteUses::newer);
        }
    }

    /** A minute that is over may be told of together with the one that follows, in one step. */
    private static QuotaState newer(QuotaState one, QuotaState other) {
        int byWindow = one.windowStart().compareTo(other.windowStart());
        boolean first = byWindow == 0 ? one.sequence() > other.sequence() : byWindow > 0;
        return first ? one : other;
    }

    /** What is left in the present minute; empty where nothing was told of it. */
    public Optional<Left> left(TenantId tenant, Measure measure) {
        QuotaState state = newest.get(new Quota(tenant, null, null, measure, Window.MINUTE, null));
        if (state == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        BigDecimal limit = state.limit();
        Instant end = state.windowEnd();
        if (limit == null || end == null || now.isBefore(state.windowStart()) || !now.isBefore(end)) {
            return Optional.empty();
        }
        BigDecimal remaining =
                limit.subtract(state.spent()).subtract(state.reserved()).max(BigDecimal.ZERO);
        return Optional.of(new Left(limit, remaining, Duration.between(now, end)));
    }
}
