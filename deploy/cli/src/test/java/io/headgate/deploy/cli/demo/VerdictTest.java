package io.headgate.deploy.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.simulator.ledger.ProviderSummary;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.ReplyFormat;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every way in which the demo must find that a promise was broken. */
class VerdictTest {
    private static final Instant START = Instant.parse("2026-11-20T15:00:00Z");
    private static final Books.Sum BOOKED = new Books.Sum(2, 10, 20, new BigDecimal("0.030"));
    private static final Map<String, ProviderSummary> BILLED = Map.of("sim", bill(2, 10, 20, "0.03"));

    @Test
    void everythingHolds_whenBooksAndBillsAreEqual() {
        assertThat(verdict(2, tally("a", "b"), BOOKED, BOOKED, 0, BILLED).holds())
                .isTrue();
    }

    @Test
    void itDoesNotHold_whenARequestIsMissing() {
        assertThat(verdict(3, tally("a", "b"), BOOKED, BOOKED, 0, BILLED).holds())
                .isFalse();
    }

    @Test
    void itDoesNotHold_whenARequestEndedTwice() {
        assertThat(verdict(2, tally("a", "b", "b"), BOOKED, BOOKED, 0, BILLED).holds())
                .isFalse();
    }

    @Test
    void itDoesNotHold_whenTheProviderBilledMore_orOtherTokens_orAnotherAmount() {
        for (ProviderSummary bill :
                List.of(bill(3, 10, 20, "0.03"), bill(2, 11, 20, "0.03"), bill(2, 10, 20, "0.031"))) {
            assertThat(verdict(2, tally("a", "b"), BOOKED, BOOKED, 0, Map.of("sim", bill))
                            .holds())
                    .isFalse();
        }
    }

    @Test
    void itDoesNotHold_whenAProviderThatWeDoNotKnowBilled() {
        Map<String, ProviderSummary> bills = Map.of("sim", bill(2, 10, 20, "0.03"), "other", bill(1, 1, 1, "0.01"));
        assertThat(verdict(2, tally("a", "b"), BOOKED, BOOKED, 0, bills).holds())
                .isFalse();
    }

    @Test
    void itDoesNotHold_whenTheRollupsDifferFromTheLedger_orAnAttemptIsUnknown() {
        Books.Sum rollups = new Books.Sum(2, 10, 20, new BigDecimal("0.02"));
        assertThat(verdict(2, tally("a", "b"), BOOKED, rollups, 0, BILLED).holds())
                .isFalse();
        assertThat(verdict(2, tally("a", "b"), BOOKED, BOOKED, 1, BILLED).holds())
                .isFalse();
    }

    @Test
    void latencyIsAQuantile_ofTheTimesFromAcceptanceToEnd() {
        Tally tally = new Tally();
        for (int i = 1; i <= 100; i++) {
            tally.add(result("r" + i, Duration.ofMillis(i)));
        }
        assertThat(tally.latency(0.5)).isEqualTo(Duration.ofMillis(50));
        assertThat(tally.latency(0.99)).isEqualTo(Duration.ofMillis(99));
        assertThat(tally.latency(1)).isEqualTo(Duration.ofMillis(100));
    }

    private static Verdict verdict(
            int accepted,
            Tally tally,
            Books.Sum ledger,
            Books.Sum rollups,
            long unknown,
            Map<String, ProviderSummary> bills) {
        Verdict.BookState books = new Verdict.BookState(Map.of("sim", ledger), ledger, rollups, unknown);
        return Verdict.of(accepted, tally, books, Optional.of(bills));
    }

    private static Tally tally(String... ids) {
        Tally tally = new Tally();
        for (String id : ids) {
            tally.add(result(id, Duration.ofMillis(5)));
        }
        return tally;
    }

    private static InferenceResult result(String id, Duration took) {
        return new InferenceResult(
                new RequestKey(new TenantId("acme"), new RequestId(id)),
                new CorrelationId(id),
                null,
                null,
                null,
                Map.of(),
                new InferenceResult.Failed(Failure.of(FailureCode.NO_CANDIDATE, "none")),
                List.of(),
                null,
                START,
                START.plus(took),
                ReplyFormat.JSON);
    }

    private static ProviderSummary bill(long billed, long prompt, long completion, String cost) {
        return new ProviderSummary(
                "sim", billed, 0, billed, prompt, 0, completion, 0, new BigDecimal(cost), "USD", Map.of(), 0, 1);
    }
}
