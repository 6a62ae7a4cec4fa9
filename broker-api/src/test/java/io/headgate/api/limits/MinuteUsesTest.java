package io.headgate.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.limits.MinuteUses.Left;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.message.QuotaState.Quota;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MinuteUsesTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Quota REQUESTS = quota(null, null, Measure.REQUESTS, Window.MINUTE);
    private static final Instant MINUTE = Instant.parse("2026-11-26T10:00:00Z");

    private Instant now = MINUTE.plusSeconds(18);
    private final MinuteUses uses = new MinuteUses(() -> now);

    @Test
    void leftIsWhatIsNeitherUsedNorHeld() {
        uses.heard(state(REQUESTS, "60", "20", "5", MINUTE, 1));

        assertThat(uses.left(ACME, Measure.REQUESTS))
                .contains(new Left(new BigDecimal("60"), new BigDecimal("35"), Duration.ofSeconds(42)));
        assertThat(uses.left(ACME, Measure.TOKENS)).isEmpty();
        assertThat(uses.left(new TenantId("globex"), Measure.REQUESTS)).isEmpty();
    }

    @Test
    void neverBelowZero() {
        uses.heard(state(REQUESTS, "60", "70", "1", MINUTE, 1));

        assertThat(uses.left(ACME, Measure.REQUESTS))
                .hasValueSatisfying(left -> assertThat(left.remaining()).isZero());
    }

    @Test
    void theNewestCounts_whateverComesLate() {
        uses.heard(state(REQUESTS, "60", "30", "0", MINUTE, 3));
        uses.heard(state(REQUESTS, "60", "10", "0", MINUTE, 2));
        // The last word of a minute that is over, told in the same step as the present one, or after it.
        uses.heard(state(REQUESTS, "60", "59", "0", MINUTE.minusSeconds(60), 3));
        uses.heard(state(REQUESTS, "60", "60", "0", MINUTE.minusSeconds(60), 4));

        assertThat(uses.left(ACME, Measure.REQUESTS))
                .hasValueSatisfying(left -> assertThat(left.remaining()).isEqualByComparingTo("30"));
    }

    @Test
    void nothingIsKnownOfAMinuteThatWasNotToldOf() {
        uses.heard(state(REQUESTS, "60", "20", "0", MINUTE, 1));
        now = MINUTE.plusSeconds(60);

        assertThat(uses.left(ACME, Measure.REQUESTS)).isEmpty();
    }

    @Test
    void aLimitThatIsNoMore_andThoseOfParts_areNone() {
        uses.heard(state(REQUESTS, null, "20", "0", MINUTE, 9));
        uses.heard(state(quota("search", null, Measure.TOKENS, Window.MINUTE), "60", "20", "0", MINUTE, 1));
        uses.heard(state(quota(null, new ModelName("m1"), Measure.TOKENS, Window.MINUTE), "60", "2", "0", MINUTE, 1));
        uses.heard(state(quota(null, null, Measure.TOKENS, Window.DAY), "60", "20", "0", MINUTE, 1));

        assertThat(uses.left(ACME, Measure.REQUESTS)).isEmpty();
        assertThat(uses.left(ACME, Measure.TOKENS)).isEmpty();
    }

    private static Quota quota(@Nullable String project, @Nullable ModelName model, Measure measure, Window window) {
        return new Quota(ACME, project, model, measure, window, null);
    }

    private static QuotaState state(
            Quota quota, @Nullable String limit, String spent, String reserved, Instant start, long sequence) {
        return new QuotaState(
                quota,
                limit == null ? null : new BigDecimal(limit),
                limit == null ? null : ZoneOffset.UTC,
                new BigDecimal(spent),
                new BigDecimal(reserved),
                BigDecimal.ZERO,
                start,
                start.plusSeconds(60),
                start.plusSeconds(17),
                sequence);
    }
}
