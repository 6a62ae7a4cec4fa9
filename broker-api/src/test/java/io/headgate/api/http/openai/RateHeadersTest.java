package io.headgate.api.http.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.TestCatalogue;
import io.headgate.api.limits.MinuteUses;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.catalog.Tier;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RateHeadersTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Instant MINUTE = Instant.parse("2026-11-26T10:00:00Z");
    private static final TierName BASIC = new TierName("basic");

    @Test
    void isTheTenantsOwnLimit_orElseItsTiers() {
        Limit ofTier = limit(Limit.Measure.REQUESTS, Limit.Window.MINUTE, "600");
        Limit own = limit(Limit.Measure.REQUESTS, Limit.Window.MINUTE, "60");

        assertThat(RateHeaders.perMinute(ACME, catalogue(List.of(ofTier), List.of(own)), Limit.Measure.REQUESTS))
                .contains("60");
        assertThat(RateHeaders.perMinute(ACME, catalogue(List.of(ofTier), List.of()), Limit.Measure.REQUESTS))
                .contains("600");
    }

    @Test
    void isNotTold_whereThereIsNoLimitByTheMinute() {
        Catalogue catalogue = catalogue(List.of(limit(Limit.Measure.TOKENS, Limit.Window.DAY, "1000")), List.of());

        assertThat(RateHeaders.perMinute(ACME, catalogue, Limit.Measure.TOKENS)).isEmpty();
        assertThat(RateHeaders.perMinute(new TenantId("nobody"), catalogue, Limit.Measure.REQUESTS))
                .isEmpty();
    }

    @Test
    void whatIsLeftIsSaid_onlyWhereTheRouterHasTold() {
        MinuteUses uses = new MinuteUses(() -> MINUTE.plusMillis(18_500));
        RateHeaders headers = new RateHeaders(
                of(catalogue(List.of(limit(Limit.Measure.REQUESTS, Limit.Window.MINUTE, "60")), List.of())), uses);

        HttpHeaders before = headers.added(HttpResponse.ok(), ACME).getHeaders();
        assertThat(before.get("x-ratelimit-limit-requests")).isEqualTo("60");
        assertThat(before.contains("x-ratelimit-remaining-requests")).isFalse();
        assertThat(before.contains("x-ratelimit-limit-tokens")).isFalse();

        uses.heard(told("60"));
        HttpHeaders after = headers.added(HttpResponse.ok(), ACME).getHeaders();
        assertThat(after.get("x-ratelimit-remaining-requests")).isEqualTo("39");
        assertThat(after.get("x-ratelimit-reset-requests")).isEqualTo("42s");
    }

    @Test
    void whatIsLeftOfAnotherLimitIsNotSaid() {
        MinuteUses uses = new MinuteUses(() -> MINUTE.plusSeconds(18));
        uses.heard(told("600"));
        RateHeaders headers = new RateHeaders(
                of(catalogue(List.of(limit(Limit.Measure.REQUESTS, Limit.Window.MINUTE, "60")), List.of())), uses);

        HttpHeaders said = headers.added(HttpResponse.ok(), ACME).getHeaders();
        assertThat(said.get("x-ratelimit-limit-requests")).isEqualTo("60");
        assertThat(said.contains("x-ratelimit-remaining-requests")).isFalse();
    }

    private static QuotaState told(String limit) {
        return new QuotaState(
                new QuotaState.Quota(ACME, null, null, Limit.Measure.REQUESTS, Limit.Window.MINUTE, null),
                new BigDecimal(limit),
                ZoneOffset.UTC,
                new BigDecimal("20"),
                BigDecimal.ONE,
                BigDecimal.ZERO,
                MINUTE,
                MINUTE.plusSeconds(60),
                MINUTE.plusSeconds(17),
                1);
    }

    private static TenantCatalogs of(Catalogue catalogue) {
        return TenantCatalogs.without(new CatalogSource() {
            @Override
            public Catalogue current() {
                return catalogue;
            }

            @Override
            public void subscribe(Consumer<Catalogue> listener) {
                listener.accept(catalogue);
            }
        });
    }

    private static Catalogue catalogue(List<Limit> ofTier, List<Limit> own) {
        Catalogue base = TestCatalogue.create();
        return new Catalogue(
                base.revision(),
                base.defaults(),
                base.providers(),
                base.models(),
                base.routes(),
                Map.of(BASIC, new Tier(BASIC, ofTier)),
                Map.of(ACME, new Tenant(ACME, BASIC, own, Map.of(), Map.of(), Set.of())),
                List.of());
    }

    private static Limit limit(Limit.Measure measure, Limit.Window window, String amount) {
        return new Limit(measure, window, new BigDecimal(amount), null, ZoneOffset.UTC, Limit.OnExceeded.REJECT, false);
    }
}
