package io.headgate.metering.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0"})
    void textGetsAnApostrophe_whenASpreadsheetWouldRunIt(String text) {
        assertThat(Csv.text(text)).isEqualTo("'" + text);
    }

    @Test
    void textIsQuotedBehindTheApostrophe_whenItNeedsBoth() {
        assertThat(Csv.text("=HYPERLINK(\"http://x\",\"y\")")).isEqualTo("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
        assertThat(Csv.text("\rx")).isEqualTo("\"'\rx\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a=b", " leading", "a-b", "Ünïcode 漢字", "{}", "0"})
    void textIsItself_whenNothingIsSpecialInIt(String text) {
        assertThat(Csv.text(text)).isEqualTo(text);
    }

    @Test
    void textIsQuoted_whenACommaAQuoteOrALineBreakIsInIt() {
        assertThat(Csv.text("a,b")).isEqualTo("\"a,b\"");
        assertThat(Csv.text("say \"x\"")).isEqualTo("\"say \"\"x\"\"\"");
        assertThat(Csv.text("a\nb")).isEqualTo("\"a\nb\"");
    }

    @Test
    void absentAndEmptyTextAreToldApart() {
        assertThat(Csv.text(null)).isEmpty();
        assertThat(Csv.text("")).isEqualTo("\"\"");
    }

    @ParameterizedTest
    @CsvSource({
        "0.000000400000000000, 0.0000004",
        "-0.100000000000000000, -0.1",
        "0E-18, 0",
        "1E+7, 10000000",
        "123456789012345678901234567890.000000000000000001, 123456789012345678901234567890.000000000000000001",
    })
    void numbersArePlainAndExact(BigDecimal number, String written) {
        assertThat(Csv.number(number)).isEqualTo(written);
    }

    @Test
    void aRecordEndsWithCarriageReturnAndLineFeed() throws IOException {
        StringBuilder out = new StringBuilder();

        Csv.record(out, List.of("a", "", "b"));

        assertThat(out).hasToString("a,,b\r\n");
    }
}
