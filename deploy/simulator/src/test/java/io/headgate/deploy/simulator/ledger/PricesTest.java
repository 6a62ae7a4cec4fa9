package io.headgate.deploy.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.simulator.behaviour.ServiceTier;
import io.headgate.deploy.simulator.generation.Usage;
import java.math.BigDecimal;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class PricesTest {
    @Test
    void exact_whenPartOfThePromptWasCached() {
        Prices prices = new Prices(new BigDecimal("2.50"), new BigDecimal("1.25"), new BigDecimal("10"), "USD");
        assertThat(prices.cost(new Usage(1001, 1, 7, 2))).isEqualByComparingTo("0.00257125");
    }

    @Test
    void halfAndTwice_atOtherTiers() {
        Prices prices = Prices.of("2.50", "10", "USD");
        Usage usage = new Usage(1001, 0, 7, 0);

        assertThat(prices.cost(usage)).isEqualByComparingTo("0.0025725");
        assertThat(prices.cost(new Usage(1001, 0, 7, 0, ServiceTier.FLEX))).isEqualByComparingTo("0.00128625");
        assertThat(prices.cost(new Usage(1001, 0, 7, 0, ServiceTier.PRIORITY))).isEqualByComparingTo("0.005145");
    }

    @Test
    void unknown_whenTheProviderHasNoPrices() {
        BillingLedger ledger = new BillingLedger(Clock.systemUTC());
        ledger.open("p", null);
        ledger.received("p", LedgerEntry.Caller.UNNAMED).billed(200, new Usage(5, 0, 5, 0), null, true);
        assertThat(ledger.entries("p").getFirst().cost()).isNull();
        assertThat(ledger.summary().values())
                .singleElement()
                .extracting(ProviderSummary::cost)
                .isNull();
    }

    @Test
    void endsOnce_whenEndedTwice() {
        BillingLedger ledger = new BillingLedger(Clock.systemUTC());
        ledger.open("p", Prices.of("1", "1", "USD"));
        UpstreamCall call = ledger.received("p", LedgerEntry.Caller.UNNAMED);
        assertThat(ledger.inFlight("p")).isEqualTo(1);
        call.unbilled(500, null, true);
        call.billed(200, new Usage(5, 0, 5, 0), null, true);
        assertThat(ledger.entries("p").getFirst().status()).isEqualTo(500);
        assertThat(ledger.inFlight("p")).isZero();
        assertThat(ledger.peakInFlight("p")).isEqualTo(1);
    }
}
