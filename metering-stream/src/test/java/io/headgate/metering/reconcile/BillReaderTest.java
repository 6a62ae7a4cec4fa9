package io.headgate.metering.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.schemas.process.OptionError;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BillReaderTest {
    @Test
    void costsOfOpenAi_toTheLastDecimal() {
        Bill bill = Bills.read("openai-costs");

        assertThat(bill.currency()).isEqualTo(Currency.getInstance("USD"));
        assertThat(bill.days()).containsExactly(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 2));
        assertThat(bill.lines())
                .extracting(line -> line.day() + " " + line.model() + " " + line.quantities())
                .containsExactly(
                        "2026-10-01 m-1 {COST=3.25}",
                        "2026-10-01 m-1 {COST=0.5000000000000001}",
                        "2026-10-02 m-1 {COST=0.4}");
    }

    @Test
    void usageOfOpenAi_cachedInputTakenOutOfInput() {
        Bill bill = Bills.read("openai-usage");

        assertThat(bill.days()).containsExactly(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 2));
        assertThat(bill.currency()).isNull();
        assertThat(sorted(bill.lines().getFirst()).toString())
                .isEqualTo("{REQUESTS=2, INPUT=1100000, CACHE_READ=400000, OUTPUT=0}");
    }

    @Test
    void usageOfAnthropic_withBothKindsOfCacheWrites() {
        assertThat(Bills.read("anthropic-usage").lines()).singleElement().satisfies(line -> {
            assertThat(line.model()).isEqualTo("claude-x");
            assertThat(sorted(line).toString())
                    .isEqualTo("{INPUT=2000000, CACHE_READ=200, CACHE_WRITE_5M=500, CACHE_WRITE_1H=1000, OUTPUT=500}");
        });
    }

    @Test
    void costsOfAnthropicAreInCents_andSomeAreOfNoModel() {
        assertThat(Bills.read("anthropic-cost").lines())
                .extracting(line -> line.model() + " " + line.quantities())
                .containsExactly("m-1 {COST=3.50}", " {COST=0.00075}");
    }

    @Test
    void pagesAddUp_ofOneFormatAlone() {
        BillReader reader = new BillReader(BillFormat.OPENAI_COSTS);
        reader.add("1", Bills.text("openai-costs"));
        reader.add("2", Bills.text("openai-costs"));

        assertThat(reader.bill().lines()).hasSize(6);
        assertThatExceptionOfType(OptionError.class)
                .isThrownBy(() -> reader.add("3", Bills.text("openai-usage")))
                .withMessage("3: seen OPENAI_USAGE, allowed OPENAI_COSTS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"data\": []}",
                "{\"data\": [{\"results\": []}]}",
                "{\"data\": [{\"start_time\": 1790812800, \"end_time\": 1790899200, \"results\": []}]}",
                "{\"data\": [{\"start_time\": 1790812800, \"end_time\": 1790999200, \"results\": []}]}",
                "{\"data\": [{\"start_time\": 1790812801, \"end_time\": 1790899201, \"results\": []}]}",
                "{\"data\": [{\"start_time\": 1790812800, \"end_time\": 1790899200, \"results\": [{\"model\": \"m\"}]}]}",
                "{\"data\": [{\"start_time\": 1790812800, \"end_time\": 1790899200, \"results\": "
                        + "[{\"amount\": {\"value\": \"x\", \"currency\": \"usd\"}}]}]}",
                "{\"data\": [{\"start_time\": 1790812800, \"end_time\": 1790899200, \"results\": "
                        + "[{\"amount\": {\"value\": 1, \"currency\": \"dollars\"}}]}]}"
            })
    void refused_whenItIsNoBill(String json) {
        assertThatExceptionOfType(OptionError.class).isThrownBy(() -> {
            BillReader reader = new BillReader(null);
            reader.add("page", json);
            reader.bill();
        });
    }

    private static Map<Quantity, BigDecimal> sorted(BilledLine line) {
        return new TreeMap<>(line.quantities());
    }
}
