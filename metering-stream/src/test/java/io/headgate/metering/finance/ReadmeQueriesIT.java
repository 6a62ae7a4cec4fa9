package io.headgate.metering.finance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Questions of the READMEs, asked of books reckoned by hand; those about the present month are in {@code FinanceIT}. */
class ReadmeQueriesIT {
    private static HandWrittenBooks books;

    @BeforeAll
    static void open() throws SQLException {
        books = HandWrittenBooks.open();
    }

    @AfterAll
    static void close() {
        books.close();
    }

    @Test
    void whatEachInvoiceShouldSay() throws Exception {
        String query = Readme.OF_THE_PROJECT.query("What should each provider's invoice say");

        assertThat(books.rows(
                        "SELECT \"InvoiceIssuerName\", billed, corrections FROM (%s) AS invoices".formatted(query)))
                .containsExactly("mistral|2.501000000001|null", "openai|4.18|null", "openai|-0.1|-0.1");
    }

    @Test
    void theBooksAgreeWithThemselves_andOtherwiseItIsSaidWhere() throws Exception {
        String query = Readme.OF_THE_PROJECT.query("Do the books agree with themselves?");
        assertThat(books.rows(query)).isEmpty();

        assertThat(books.rowsAfter(
                        "UPDATE rollup_day SET amount = amount + 0.000000000000000001 WHERE variant = 'careful' AND NOT correction",
                        query))
                .singleElement()
                .asString()
                .startsWith("2026-11-02|day|acme|USD|4|4|")
                .endsWith("|0.000000000000000001");
    }

    @Test
    void aRowOfFocusIsCheckedByHand() throws Exception {
        assertThat(books.rows(Readme.OF_THE_PROJECT.query("Any row of FOCUS can be checked by hand.")))
                .contains("small/input|2000000|0.0000004|0.8000000|0.8|USD")
                .hasSize(5);
    }

    @Test
    void whichFailuresWerePaidFor() throws Exception {
        assertThat(books.rows(Readme.OF_THIS_MODULE.query("Which failures were paid for?")))
                .containsExactly("openai|small|provider_unavailable|USD|1|0.040000000000000000");
    }

    @Test
    void whatTheCacheSaved() throws Exception {
        assertThat(books.rows(Readme.OF_THIS_MODULE.query("What did the cache save each month")))
                .singleElement()
                .asString()
                .matches("2026-11-01\\|small\\|USD\\|0\\.1481\\|0\\.10+");
    }
}
