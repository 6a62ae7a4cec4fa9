package io.headgate.schemas.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageTest {
    private static final Usage EVERYTHING = Amounts.reported(Map.of(
            Meter.INPUT, 1L,
            Meter.CACHE_READ, 20L,
            Meter.CACHE_WRITE_5M, 300L,
            Meter.CACHE_WRITE_1H, 4_000L,
            Meter.OUTPUT, 50_000L,
            Meter.REASONING, 600_000L,
            Meter.REQUEST, 7_000_000L,
            Meter.SECOND, 80_000_000L));

    @Test
    void everyTokenIsInputOrOutput_andNothingElseIs() {
        assertThat(EVERYTHING.inputTokens()).isEqualTo(4_321);
        assertThat(EVERYTHING.outputTokens()).isEqualTo(650_000);
    }

    @Test
    void zeroIsTheSameAsAbsent() {
        Usage usage = Amounts.reported(Map.of(Meter.INPUT, 0L, Meter.OUTPUT, 3L));

        assertThat(usage).isEqualTo(Amounts.reported(Map.of(Meter.OUTPUT, 3L)));
        assertThat(usage.of(Meter.INPUT)).isZero();
        assertThat(usage.of(Meter.OUTPUT)).isEqualTo(3);
    }

    @Test
    void refused_whenAQuantityIsNegative() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Amounts.reported(Map.of(Meter.CACHE_READ, -1L)))
                .withMessage("usage, cache_read: seen -1, allowed 0 or more");
    }

    @Test
    void everyMeterIsFoundByItsName_andNoOther() {
        for (Meter meter : Meter.values()) {
            assertThat(Meter.ofWireName(meter.wireName())).contains(meter);
        }
        assertThat(Meter.ofWireName("INPUT")).isEmpty();
        assertThat(Meter.ofWireName("tokens")).isEmpty();
    }
}
