package io.headgate.worker.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.guard.GuardedOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an attempt is billed at is what its provider says it served. */
class ServedTierTest {
    private static final Usage USED = new Usage(Map.of(Meter.INPUT, 100L, Meter.OUTPUT, 10L), Usage.Source.REPORTED);
    /** Batches cost half. */
    private static final Price PRICE = new Price(
            Samples.PRICE.id(),
            Samples.PRICE.effectiveFrom(),
            Samples.PRICE.currency(),
            Map.of(Meter.INPUT, new BigDecimal("1"), Meter.OUTPUT, new BigDecimal("10")),
            Map.of(Meter.INPUT, new BigDecimal("0.5"), Meter.OUTPUT, new BigDecimal("5")),
            List.of());

    @Test
    void atThePrice_whereItSaysNothing() {
        Settlement settlement = settle(completed(USED));

        assertThat(settlement.attempt().cost()).isEqualTo(new Cost.Priced(Money.of("0.0002", "USD")));
        assertThat(applied(settlement)).isEqualTo(PRICE.id());
    }

    @Test
    void atBatchRates_inTheBooksAndInTheResult() {
        Settlement settlement = settle(completed(USED.at(new ServiceTier.Batch())));

        assertThat(settlement.attempt().cost()).isEqualTo(new Cost.Priced(Money.of("0.0001", "USD")));
        assertThat(applied(settlement)).isEqualTo(new PriceId("sim-small@2026+batch"));
        assertThat(costOfResult(settlement)).isEqualTo(settlement.attempt().cost());
    }

    /** Not at the ordinary price: nobody knows what it costs. */
    @Test
    void atNoPrice_whereNoneIsKnown() {
        Settlement settlement = settle(completed(USED.at(new ServiceTier.Unquoted("priority"))));

        assertThat(settlement.attempt().cost())
                .isEqualTo(new Cost.Unpriced("price sim-small@2026 has no rate for service tier priority"));
        assertThat(settlement.attempt().usage()).isEqualTo(USED.at(new ServiceTier.Unquoted("priority")));
        assertThat(costOfResult(settlement)).isEqualTo(settlement.attempt().cost());
    }

    @Test
    void alsoWhereItFailedAndWasBilled() {
        Usage used = USED.at(new ServiceTier.Batch());
        Failure withheld = Failure.of(FailureCode.CONTENT_FILTERED, "withheld");

        Settlement refused = settle(new CallOutcome.Refused(withheld, false, used, UpstreamReply.NONE));
        Settlement unknown = settle(new CallOutcome.Unknown(withheld, used, UpstreamReply.NONE));

        assertThat(refused.attempt().cost()).isEqualTo(new Cost.Priced(Money.of("0.0001", "USD")));
        assertThat(unknown.attempt().cost()).isEqualTo(new Cost.Priced(Money.of("0.0001", "USD")));
    }

    private static CallOutcome completed(Usage usage) {
        return new CallOutcome.Completed("{}", usage, "served", UpstreamReply.NONE);
    }

    private static PriceId applied(Settlement settlement) {
        return Objects.requireNonNull(settlement.attempt().price()).id();
    }

    private static Cost costOfResult(Settlement settlement) {
        InferenceResult result = ((Settlement.Ended) settlement).result();
        return ((InferenceResult.Completed) result.outcome()).cost();
    }

    private static Settlement settle(CallOutcome outcome) {
        Dispatch dispatch = Samples.dispatch("r1");
        Dispatch priced = new Dispatch(
                dispatch.request(),
                dispatch.attempt(),
                dispatch.number(),
                dispatch.target(),
                PRICE,
                dispatch.reservation(),
                dispatch.decision(),
                dispatch.history(),
                dispatch.dispatchedAt(),
                dispatch.dearest(),
                dispatch.redaction());
        Instant now = Instant.now();
        return Settling.settle(priced, new GuardedOutcome.Called(outcome), null, new Timing(now, now), 3);
    }
}
