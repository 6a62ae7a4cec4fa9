package io.headgate.api.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Instant BEGAN = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void goesOnAsSoFar_inTimeAndInEachCurrency() {
        Forecast forecast = Objects.requireNonNull(Forecast.of(
                batch(BatchStatus.IN_PROGRESS, new Counts(100, 10, 15, 5, 0, 0)),
                List.of(
                        new Spend(20, Money.of("0.10", "USD")),
                        new Spend(2, Money.of("0.01", "EUR")),
                        new Spend(3, null)),
                BEGAN.plusSeconds(40)));
        assertThat(forecast.remaining()).isEqualTo(80);
        assertThat(forecast.endsAt()).isEqualTo(BEGAN.plusSeconds(200));
        assertThat(forecast.costs()).containsExactly(Money.of("0.40", "USD"), Money.of("0.04", "EUR"));
    }

    @Test
    void saysNothingWhereNothingHasEnded() {
        assertThat(Forecast.of(batch(BatchStatus.IN_PROGRESS, new Counts(100, 10, 0, 0, 0, 0)), List.of(), BEGAN))
                .isEqualTo(new Forecast(100, null, List.of()));
    }

    @Test
    void thereIsNoneOfWhatHasEnded_orHasNoKnownSize() {
        assertThat(Forecast.of(batch(BatchStatus.COMPLETED, new Counts(1, 0, 1, 0, 0, 0)), List.of(), BEGAN))
                .isNull();
        assertThat(Forecast.of(batch(BatchStatus.IN_PROGRESS, new Counts(null, 1, 1, 0, 0, 0)), List.of(), BEGAN))
                .isNull();
    }

    private static Batch batch(BatchStatus status, Counts counts) {
        return new Batch(
                new TenantId("acme"),
                new BatchId("b"),
                status,
                null,
                Map.of(),
                null,
                null,
                counts,
                new Times(BEGAN, null, BEGAN, null, null, null, null, null, null),
                Tokens.NONE,
                List.of(),
                0,
                false);
    }
}
