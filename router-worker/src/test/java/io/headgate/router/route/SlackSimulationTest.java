package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What waiting for the cheap provider is worth: one trace of twenty minutes with bursts and a slow spell, chosen for in
 * three ways. Everybody has the same providers, prices and luck.
 */
class SlackSimulationTest {
    @ParameterizedTest
    @ValueSource(longs = {20_261_120, 1, 2})
    void waitingWhileThereIsSlack_isCheaperThanSpreading_andMissesHardlyADeadline(long seed) {
        Market.Outcome late = new Market(seed).run(Market.Chooser.HEADGATE);
        Market.Outcome lowest = new Market(seed).run(Market.Chooser.LOWEST_LIST_PRICE);
        Market.Outcome spread = new Market(seed).run(Market.Chooser.INVERSE_SQUARE);

        System.out.printf("%nseed %d%n", seed);
        System.out.println(
                "way of choosing                        requests   cost USD   deadlines missed   USD per 1,000 in time   on the cheapest");
        List.of(late, lowest, spread).forEach(outcome -> System.out.println(row(outcome)));

        assertThat(late.requests()).isEqualTo(lowest.requests()).isEqualTo(spread.requests());
        assertThat(late.missed()).isLessThan(late.requests() / 200);
        assertThat(late.missed()).isLessThan(lowest.missed() / 10).isLessThan(spread.missed() / 10);
        // It is billed for more answers than the other, and yet for less.
        assertThat(late.cost()).isLessThan(spread.cost());
        assertThat(late.perThousandInTime()).isLessThan(0.9 * spread.perThousandInTime());
    }

    @Test
    void theSameSeedIsTheSameTrace() {
        Market.Outcome once = new Market(7).run(Market.Chooser.HEADGATE);
        assertThat(new Market(7).run(Market.Chooser.HEADGATE)).isEqualTo(once);
    }

    private static String row(Market.Outcome o) {
        return String.format(
                Locale.ROOT,
                "%-37s %9d %10.2f %18d %23.3f %15.1f %%",
                o.chooser().words(),
                o.requests(),
                o.cost(),
                o.missed(),
                o.perThousandInTime(),
                100.0 * o.onTheCheapest() / o.requests());
    }
}
