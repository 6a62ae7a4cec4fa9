package io.headgate.api.http.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.TestCatalogue;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.catalog.Tier;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RateHeadersTest {
    private static final TenantId ACME = new TenantId("acme");
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
