package io.headgate.api.http.openai;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.catalog.Tier;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code x-ratelimit-limit-requests} and {@code -tokens}: what a tenant may use within a minute. How much of it is left the
 * router alone knows, and what is not known here is not told.
 */
public final class RateHeaders {
    private final TenantCatalogs catalogs;

    public RateHeaders(TenantCatalogs catalogs) {
        this.catalogs = catalogs;
    }

    MutableHttpResponse<?> added(MutableHttpResponse<?> reply, TenantId tenant) {
        if (catalogs.missing().isEmpty()) {
            Catalogue catalogue = catalogs.of(tenant);
            perMinute(tenant, catalogue, Limit.Measure.REQUESTS)
                    .ifPresent(limit -> reply.header("x-ratelimit-limit-requests", limit));
            perMinute(tenant, catalogue, Limit.Measure.TOKENS)
                    .ifPresent(limit -> reply.header("x-ratelimit-limit-tokens", limit));
        }
        return reply;
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
                .map(limit -> limit.amount().toBigInteger().toString());
    }
}
