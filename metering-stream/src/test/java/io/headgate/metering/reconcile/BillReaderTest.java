package io.headgate.metering.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.schemas.process.OptionError;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BillReaderTest {
    private static final String CONSOLE = "usage_date_utc,model_version,api_key,workspace,usage_input_tokens_no_cache,"
            + "usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,"
            + "usage_output_tokens\n";
    private static final String OPENAI_COSTS = "start_time,end_time,start_time_iso,end_time_iso,amount_value,"
            + "amount_currency,line_item,project_id,organization_id,organization_name\n";
    private static final String OPENAI_USAGE = "start_time,end_time,start_time_iso,end_time_iso,project_id,"
            + "num_model_requests,user_id,api_key_id,model,batch,service_tier,input_tokens,output_tokens,"
            + "input_cached_tokens,input_uncached_tokens\n";

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
    void usageAsTheConsoleExportsIt_whateverElseIsInIt_andDaysWithoutARow() {
        BillReader reader = new BillReader(null);
        reader.add("usage.csv", CONSOLE + """
                2026-10-03,claude-x,"a key, and another",Default,10,20,30,40,50
                2026-10-01,claude-y,key,"Default
                of ""all""\",1,0,0,0,2
                """);
        Bill bill = reader.bill();

        assertThat(bill.days())
                .containsExactly(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 2), LocalDate.of(2026, 10, 3));
        assertThat(bill.compared()).isEqualTo(BillFormat.ANTHROPIC_USAGE.tells());
        assertThat(bill.lines())
                .extracting(line -> line.day() + " " + line.model() + " " + sorted(line))
                .containsExactly(
                        "2026-10-03 claude-x {INPUT=10, CACHE_READ=40, CACHE_WRITE_5M=20, CACHE_WRITE_1H=30, OUTPUT=50}",
                        "2026-10-01 claude-y {INPUT=1, CACHE_READ=0, CACHE_WRITE_5M=0, CACHE_WRITE_1H=0, OUTPUT=2}");
    }

    @Test
    void costsAsOpenAisDashboardExportsThem_theSameAsItsInterfaceTells_andDaysWithoutCosts() {
        BillReader reader = new BillReader(null);
        reader.add("costs.csv", OPENAI_COSTS + """
                1790812800,1790899200,2026-10-01T00:00:00+00:00,2026-10-02T00:00:00+00:00,3.2500000000000000,usd,"m-1, input",,org-1,Personal
                1790812800,1790899200,2026-10-01T00:00:00+00:00,2026-10-02T00:00:00+00:00,5e-07,usd,"m-1, output",,org-1,Personal
                1790899200,1790985600,2026-10-02T00:00:00+00:00,2026-10-03T00:00:00+00:00,,,,,,
                """);
        Bill bill = reader.bill();

        assertThat(bill.compared()).isEqualTo(BillFormat.OPENAI_COSTS.tells());
        assertThat(bill.currency()).isEqualTo(Currency.getInstance("USD"));
        assertThat(bill.days()).containsExactly(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 2));
        assertThat(bill.lines())
                .extracting(line -> line.day() + " " + line.model() + " "
                        + Objects.requireNonNull(line.quantities().get(Quantity.COST))
                                .toPlainString())
                .containsExactly("2026-10-01 m-1 3.2500000000000000", "2026-10-01 m-1 0.0000005");
    }

    @Test
    void usageAsOpenAisDashboardExportsIt_countsWithADecimalPoint() {
        BillReader reader = new BillReader(null);
        reader.add("usage.csv", OPENAI_USAGE + """
                1790812800,1790899200,2026-10-01T00:00:00+00:00,2026-10-02T00:00:00+00:00,proj_1,10.0,user-1,key_1,m-1,FALSE,default,59200.0,10646.0,5760.0,53440.0
                1790899200,1790985600,2026-10-02T00:00:00+00:00,2026-10-03T00:00:00+00:00,,,,,,,,,,,
                """);
        Bill bill = reader.bill();

        assertThat(bill.compared()).isEqualTo(BillFormat.OPENAI_USAGE.tells());
        assertThat(bill.days()).containsExactly(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 2));
        assertThat(bill.lines())
                .extracting(line -> line.day() + " " + line.model() + " " + sorted(line))
                .containsExactly("2026-10-01 m-1 {REQUESTS=10, INPUT=53440, CACHE_READ=5760, OUTPUT=10646}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1790812800,1790899200,,,x,usd,,,,   | f, row 1, amount: seen "x", allowed a number
            1790812800,1790899200,,,1,coin,,,,  | f, row 1, currency: seen "coin", allowed an ISO 4217 code
            1790812800,1790985600,,,1,usd,,,,   | f, row 1: seen a bucket from 2026-10-01T00:00:00Z to 2026-10-03T00:00:00Z, allowed buckets within a day (UTC)
            ,,2026-10-01,2026-10-02,1,usd,,,,   | f, row 1: seen a bucket without its times, allowed start_time and end_time, or starting_at and ending_at
            """)
    void refused_whenARowOfOpenAisCostsIsBroken(String row, String message) {
        assertThatExceptionOfType(OptionError.class)
                .isThrownBy(() -> new BillReader(null).add("f", OPENAI_COSTS + row))
                .withMessage(message);
    }

    @Test
    void refused_whenOpenAisUsageHasHalfATokenOrNoModel() {
        assertThatExceptionOfType(OptionError.class)
                .isThrownBy(() -> new BillReader(null)
                        .add("f", OPENAI_USAGE + "1790812800,1790899200,,,p,1.0,u,k,m,FALSE,default,0.5,1,0,0"))
                .withMessage("f, row 1, input_tokens: seen \"0.5\", allowed a whole number");
        assertThatExceptionOfType(OptionError.class)
                .isThrownBy(() -> new BillReader(null).add("f", OPENAI_USAGE.replace(",model,", ",kind,")))
                .withMessageEndingWith("allowed those with [model]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2026-10-01,m,k,w,1,2,3,4        | f, row 1: seen 8 values, allowed 9, one for each column
            1 October,m,k,w,1,2,3,4,5       | f, row 1, usage_date_utc: seen '1 October', allowed a day such as 2026-10-01
            2026-10-01,m,k,w,1,2,3,4,-5     | f, row 1, usage_output_tokens: seen '-5', allowed a whole number
            2026-10-01,m,k,"w,1,2,3,4,5     | f: seen a quote that is not closed, allowed quotes in pairs
            """)
    void refused_whenARowOfTheExportIsBroken(String row, String message) {
        assertThatExceptionOfType(OptionError.class)
                .isThrownBy(() -> new BillReader(null).add("f", CONSOLE + row))
                .withMessage(message);
    }

    @Test
    void refused_whenItIsAnotherTable() {
        assertThatExceptionOfType(OptionError.class)
                .isThrownBy(
                        () -> new BillReader(null).add("f", "usage_date_utc,model,cost_usd\n2026-10-01,Claude X,0.13"))
                .withMessageStartingWith("f: seen the console's export of costs");
        assertThatExceptionOfType(OptionError.class)
                .isThrownBy(() -> new BillReader(null).add("f", "day,model\n2026-10-01,m"))
                .withMessageStartingWith(
                        "f: seen columns [day, model], allowed those with [usage_date_utc, model_version, ");
        assertThatExceptionOfType(OptionError.class)
                .isThrownBy(() -> new BillReader(BillFormat.OPENAI_COSTS).add("f", CONSOLE))
                .withMessage("f: seen ANTHROPIC_USAGE, allowed OPENAI_COSTS");
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

    @Test
    void refused_whenPagesAreMissingBehindTheLastOne() {
        String more = Bills.text("openai-costs").replace("\"has_more\": false", "\"has_more\": true");
        BillReader reader = new BillReader(null);
        reader.add("--file 1.json", more);
        assertThatExceptionOfType(OptionError.class)
                .isThrownBy(reader::bill)
                .withMessage("--file 1.json: seen has_more: true and no page behind it, allowed all pages in their"
                        + " order, --file for each, up to the one that has no more");

        reader.add("--file 2.json", more);
        assertThatExceptionOfType(OptionError.class)
                .isThrownBy(reader::bill)
                .withMessageStartingWith("--file 2.json: ");

        reader.add("--file 3.json", Bills.text("openai-costs").replace("\"has_more\": false,", ""));
        assertThat(reader.bill().lines()).hasSize(9);
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
