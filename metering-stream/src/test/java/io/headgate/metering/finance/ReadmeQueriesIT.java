package io.headgate.metering.finance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Questions of the README, asked of books reckoned by hand; those about the present month are in {@code FinanceIT}. */
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
    void whichFailuresWerePaidFor() throws Exception {
        assertThat(books.rows(query("Which failures were paid for?")))
                .containsExactly("openai|small|provider_unavailable|USD|1|0.040000000000000000");
    }

    @Test
    void whatTheCacheSaved() throws Exception {
        assertThat(books.rows(query("What did the cache save each month, what the writing to it cost taken off?")))
                .singleElement()
                .asString()
                .matches("2026-11-01\\|small\\|USD\\|0\\.1481\\|0\\.10+");
    }

    @Test
    void whatEachInvoiceShouldSay() throws Exception {
        String query = query("What should each provider's invoice say, and what of it is corrections of earlier ones?");

        assertThat(books.rows(
                        "SELECT \"InvoiceIssuerName\", billed, corrections FROM (%s) AS invoices".formatted(query)))
                .containsExactly("mistral|2.501000000001|null", "openai|4.18|null", "openai|-0.1|-0.1");
    }

    private static String query(String question) throws IOException {
        Matcher found = Pattern.compile(Pattern.quote(question) + "\n\n```sql\n(.*?);\n```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(found.find()).as(question).isTrue();
        return found.group(1);
    }
}
