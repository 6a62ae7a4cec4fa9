package io.headgate.worker.call.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.Samples;
import io.headgate.worker.call.stream.OutputCap.Exceeded;
import io.headgate.worker.call.wire.StreamStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputCapTest {
    private static OutputCap cap(long tokens, @Nullable String amount, @Nullable Price price) {
        Dispatch plain = Samples.dispatch("r1");
        Money money = amount == null ? null : Money.of(amount, "USD");
        return OutputCap.of(new Dispatch(
                plain.request(),
                plain.attempt(),
                1,
                plain.target(),
                price,
                new Reservation(20, tokens, money),
                plain.decision(),
                List.of(),
                plain.dispatchedAt()));
    }

    private static StreamStep text(int characters) {
        return new StreamStep(List.of(Chunks.content("x".repeat(characters))), null, false, null);
    }

    private static StreamStep reported(long output, long reasoning) {
        Map<Meter, Long> quantities = Map.of(Meter.INPUT, 900_000L, Meter.OUTPUT, output, Meter.REASONING, reasoning);
        return new StreamStep(List.of(), new Usage(quantities, Usage.Source.REPORTED), false, null);
    }

    /** What is said at the first step that is too much; empty when none of so many is. */
    private static Optional<Exceeded> after(OutputCap cap, int steps, StreamStep step) {
        Optional<Exceeded> exceeded = Optional.empty();
        for (int i = 0; i < steps && exceeded.isEmpty(); i++) {
            exceeded = cap.after(step);
        }
        return exceeded;
    }

    @Test
    void estimateIsTooMuch_whenItIsTwiceTheCapAndMore() {
        // 100 tokens are reserved: 200 and 256 more may be estimated, looked at every 64.
        assertThat(after(cap(100, null, null), 456, text(4))).isEmpty();
        assertThat(after(cap(100, null, null), 456 + 64, text(4))).hasValueSatisfying(exceeded -> {
            assertThat(exceeded.seen()).endsWith("output tokens, estimated");
            assertThat(exceeded.allowed()).isEqualTo("100 output tokens");
        });
    }

    @Test
    void whatIsReportedIsTooMuch_aLittleAboveTheCap() {
        // An eighth and 64 more; reasoning counts.
        assertThat(cap(1000, null, null).after(reported(1000, 189))).isEmpty();
        assertThat(cap(1000, null, null).after(reported(1000, 190)))
                .contains(new Exceeded("1190 output tokens", "1000 output tokens"));
    }

    @Test
    void whatIsReportedCounts_notTheCharacters() {
        OutputCap cap = cap(100, null, null);
        StreamStep both = new StreamStep(text(40_000).chunks(), reported(90, 0).usage(), false, null);
        assertThat(cap.after(both)).isEmpty();
    }

    @Test
    void outputIsTooDear_whenItAloneCostsMoreThanTheWholeWasToCost() {
        // 10 USD a million: 100 tokens are 0.001.
        assertThat(cap(0, "0.001", Samples.PRICE).after(reported(112, 0))).isEmpty();
        assertThat(cap(0, "0.001", Samples.PRICE).after(reported(113, 0)))
                .contains(new Exceeded("0.00113 USD of output", "0.001 USD"));
        assertThat(after(cap(0, "0.001", Samples.PRICE), 10, text(400))).hasValueSatisfying(exceeded -> {
            assertThat(exceeded.seen()).endsWith("USD of output, estimated");
            assertThat(exceeded.allowed()).isEqualTo("0.001 USD");
        });
    }

    @Test
    void nothingIsTooMuch_whereNothingWasReserved() {
        assertThat(after(cap(0, null, Samples.PRICE), 100, text(100_000))).isEmpty();
        assertThat(after(cap(0, "0.001", null), 100, text(100_000))).isEmpty();
        assertThat(cap(0, "0", Samples.PRICE).after(reported(1_000_000, 0))).isEmpty();
    }
}
