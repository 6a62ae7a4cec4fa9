package io.headgate.api.http.openai;

import io.headgate.api.limits.MinuteUses;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.catalog.Tier;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.micronaut.http.MutableHttpResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code x-ratelimit-limit-requests}, {@code -remaining-requests}, {@code -reset-requests}, and the same for tokens: what a
 * tenant may use within a minute, and what is left of it as the router told it about a second ago. Where it has told nothing
 * of the present minute, or of another limit than is in force, only the limit is said.
 */
public final class RateHeaders {
    private static final long NANOS_BELOW_SECONDS = 999_999_999;
    private static final Map<Limit.Measure, String> NAMES =
            Map.of(Limit.Measure.REQUESTS, "requests", Limit.Measure.TOKENS, "tokens");

    private final TenantCatalogs catalogs;
    private final MinuteUses uses;

    public RateHeaders(TenantCatalogs catalogs, MinuteUses uses) {
        this.catalogs = catalogs;
        this.uses = uses;
    }

    MutableHttpResponse<?> added(MutableHttpResponse<?> reply, TenantId tenant) {
        if (catalogs.missing().isEmpty()) {
            Catalogue catalogue = catalogs.of(tenant);
            NAMES.forEach((measure, name) -> perMinute(tenant, catalogue, measure)
                    .ifPresent(limit -> {
                        reply.header("x-ratelimit-limit-" + name, limit);
                        uses.left(tenant, measure)
                                .filter(left -> whole(left.limit()).equals(limit))
                                .ifPresent(left -> {
                                    reply.header("x-ratelimit-remaining-" + name, whole(left.remaining()));
                                    reply.header("x-ratelimit-reset-" + name, seconds(left.untilReset()));
                                });
                    }));
        }
        return reply;
    }

    private static String whole(BigDecimal amount) {
        return amount.toBigInteger().toString();
    }

    /** As OpenAI has them, {@code 42s}; a part of a second is one more. */
    private static String seconds(Duration time) {
        return time.plusNanos(NANOS_BELOW_SECONDS).toSeconds() + "s";
    }

    /** The tenant's own limit, or else its tier's. */
    static Optional<String> perMinute(TenantId id, Catalogue catalogue, Limit.Measure measure) {
        Tenant tenant = catalogue.tenants().get(id);
        TierName name = tenant == null ? catalogue.defaults().tier() : tenant.tier();
        Tier tier = name == null ? null : catalogue.tiers().get(name);
        Stream<Limit> own = tenant == null ? Stream.of() : tenant.limits().stream();
        List<Limit> ofTier = tier == null ? List.of() : tier.limits();
        return Stream.concat(own, ofTier.stream())
                .filter(limit -> limit.measure() == measure && limit.window() == Limit.Window.MINUTE)
                .findFirst()
                .map(limit -> whole(limit.amount()));
    }
}
