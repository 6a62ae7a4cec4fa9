package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.process.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The morning after a month's end, at the command line, on one set of books: each step finds what the last one left. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FinanceMorningIT {
    private static final YearMonth LAST = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
    private static final LocalDate FIRST = LAST.atDay(1);
    private static final int DIFFERENT = 4;

    @TempDir
    static Path directory;

    /** The small model has no price yet: nobody knew it when the month began. */
    private static final String CATALOGUE = """
            providers:
              openai: {adapter: openai, endpoints: {main: {base_url: "https://one.example/v1"}}}
            models:
              large:
                provider: openai
                provider_model: gpt-x
                context_window: 9000
                prices: [{from: 2026-01-01, currency: USD, input: "2.00", output: "8.00"}]   # of the contract
              small: {provider: openai, provider_model: gpt-y, context_window: 9000}
            routes:
              all: {candidates: [{model: large}, {model: small}]}
            """;

    /** Three million tokens of large on the 10th; on the 20th a million of small and a call of unknown fate. */
    private final LastMonthsBooks books = new LastMonthsBooks(CATALOGUE, LAST)
            .answered(10, "acme", "large", 1_000_000, 250_000)
            .answered(10, "globex", "large", 500_000, 0)
            .answered(20, "acme", "small", 1_000_000, 0)
            .unknown(20, "acme", "large");

    private final Servers servers = TestServers.shared();
    private final String prefix = TestServers.freshPrefix(FinanceMorningIT.class);
    private final String database = TestServers.freshDatabase();
    private Path catalogue = Path.of("");
    private boolean open;

    @BeforeEach
    void openTheBooks() throws Exception {
        if (!open) {
            open = true;
            books.book(new Database(database, servers.jdbcUser(), servers.jdbcPassword()));
            catalogue = Files.writeString(directory.resolve("catalog.yml"), CATALOGUE);
            kafka("apply", "-f", catalogue.toString()).ended(0);
        }
    }

    @Test
    @Order(1)
    void theBillHasCome_andItHasAModelThatTheBooksHaveNoPriceOf() throws Exception {
        String report = reconciled(bill("3.00", "0.50")).ended(DIFFERENT);

        assertThat(report.lines().filter(line -> line.startsWith(LAST.toString()) && !line.contains("attempts")))
                .singleElement()
                .asString()
                .matches(LAST.atDay(20) + " +gpt-y +cost +0\\.5 USD +0 +.*0\\.5 USD +0 +– +no");
        assertThat(report).contains(LAST.atDay(20) + " gpt-y: 1 attempts are booked without a price, and may be it");
        assertThat(report).contains("differ in 1 places");
    }

    @Test
    @Order(2)
    void aBillThatIsHigherByNoMoreThanWhatUnknownAttemptsMayHaveCost_isSaidToBeExplainedByThem() throws Exception {
        String report = reconciled(bill("3.00", "0.50", "0.40")).ended(DIFFERENT);

        assertThat(report).containsPattern(LAST.atDay(20) + " gpt-x: attempts that may be it: \\S+");
        assertThat(report.lines().filter(line -> line.contains("gpt-x") && !line.contains("attempts")))
                .singleElement()
                .asString()
                .matches(LAST.atDay(20) + " +gpt-x +cost +0\\.4 USD +0.*0\\.4 USD +1 +0\\.5 USD +maybe");
    }

    @Test
    @Order(3)
    void itsPriceIsImported_andPutInForce() throws Exception {
        Path list = Files.writeString(directory.resolve("list.json"), """
                {"gpt-x": {"input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06, "litellm_provider": "openai"},
                 "gpt-y": {"input_cost_per_token": 5e-07, "output_cost_per_token": 2e-06, "litellm_provider": "openai"}}""");

        String report = CommandRun.of(List.of(
                        "prices",
                        "import",
                        list.toString(),
                        "-f",
                        catalogue.toString(),
                        "--from",
                        FIRST.toString(),
                        "--write"))
                .ended(0);

        assertThat(report)
                .contains("large: unchanged", "Written into " + catalogue + ": 1 prices, in force from " + FIRST)
                .containsPattern("small +input +– +0\\.50 USD");
        assertThat(catalogue).content().contains("# of the contract", "from: " + FIRST);
        assertThat(kafka("apply", "-f", catalogue.toString()).ended(0)).contains("revision 2 is in force");
    }

    @Test
    @Order(4)
    void theMonthIsRatedAnew_firstDry_thenPosted_andASecondTimeThereIsNothingToPost() throws Exception {
        assertThat(rerated().ended(0))
                .containsPattern(LAST.atDay(20) + " +small +1 +0\\.00 USD +0\\.50 USD +0\\.50 USD +1 +0")
                .contains("Nothing is posted: 1 corrections of 4 attempts would be.");
        assertThat(query("SELECT count(*) FROM usage_ledger WHERE kind = 'correction'"))
                .isEqualTo("0");

        assertThat(rerated("--post", "--reason", "its price came late").ended(0))
                .contains("Posted 1 corrections");
        assertThat(rerated("--post", "--reason", "once more").ended(0)).contains("Posted 0 corrections");

        assertThat(monthReport(LAST)).isEqualTo("5.5, 0 unpriced");
        assertTheBooksAgree();
    }

    @Test
    @Order(5)
    void nowTheBillIsThatOfTheBooks() throws Exception {
        assertThat(reconciled(bill("3.00", "0.50")).ended(0)).contains("Bill and ledger agree");
    }

    @Test
    @Order(6)
    void theMonthIsClosed_once_andOnlyOneThatHasEnded() {
        assertThat(onBooks("periods", "close", LAST.toString()).ended(0)).contains(LAST + " is closed.");
        assertThat(onBooks("periods", "close", LAST.toString()).ended(0)).contains(LAST + " was closed already.");
        assertThat(onBooks("periods", "close", LAST.plusMonths(1).toString()).ended(2))
                .isEmpty();
    }

    @Test
    @Order(7)
    void aCreditNoteComesLater_andCountsInTheMonthThatIsOpen() throws Exception {
        Path contract = Files.writeString(
                directory.resolve("contract.yml"),
                Files.readString(catalogue).replace("input: \"2.00\"", "input: \"1.80\""));

        assertThat(rerated("--book", contract.toString(), "--post", "--reason", "credit note 7")
                        .ended(0))
                .contains("Posted 2 corrections");

        // A million and a half of input, 0.20 less for a million.
        assertThat(monthReport(LAST)).isEqualTo("5.5, 0 unpriced");
        assertThat(monthReport(LAST.plusMonths(1))).isEqualTo("-0.3, 0 unpriced");
        assertTheBooksAgree();
        assertThat(reconciled(bill("2.70", "0.50")).ended(0)).contains("Bill and ledger agree");
    }

    @Test
    @Order(8)
    void theInvoicesAreExported_withTheCreditNoteAsACorrection() throws Exception {
        Path csv = directory.resolve("focus.csv");

        onBooks("export", "--view", "focus_cost_and_usage_v1_2", "--out", csv.toString())
                .ended(0);

        assertThat(Files.readAllLines(csv))
                .filteredOn(line -> line.contains("credit note 7"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("Usage", "Correction"));
    }

    /** OpenAI's costs: large's input on the 10th, small's on the 20th, and perhaps something of large there. */
    private Path bill(String large, String small, String... more) throws IOException {
        String tenth = bucket(10, line("gpt-x, input", large) + ", " + line("gpt-x, output", "2.00"));
        String twentieth = bucket(
                20, line("gpt-y, input", small) + (more.length == 0 ? "" : ", " + line("gpt-x, input", more[0])));
        return Files.writeString(
                directory.resolve("costs.json"),
                "{\"object\": \"page\", \"data\": [%s, %s], \"has_more\": false}".formatted(tenth, twentieth));
    }

    private static String bucket(int day, String results) {
        return "{\"object\": \"bucket\", \"start_time\": %d, \"end_time\": %d, \"results\": [%s]}"
                .formatted(
                        LAST.atDay(day).atStartOfDay().toEpochSecond(ZoneOffset.UTC),
                        LAST.atDay(day + 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC),
                        results);
    }

    private static String line(String item, String amount) {
        return "{\"object\": \"organization.costs.result\", \"amount\": {\"value\": %s, \"currency\": \"usd\"}, \"line_item\": \"%s\"}"
                .formatted(amount, item);
    }

    private CommandRun reconciled(Path bill) {
        return onBooks("reconcile", "--provider", "openai", "-f", bill.toString());
    }

    private CommandRun rerated(String... further) {
        List<String> words = new ArrayList<>(List.of(
                "rerate",
                "--from",
                FIRST.toString(),
                "--to",
                FIRST.plusMonths(1).toString()));
        words.addAll(List.of(further));
        words.addAll(List.of("--bootstrap-server", servers.bootstrapServers(), "--topic-prefix", prefix));
        return onBooks(words.toArray(String[]::new));
    }

    private CommandRun onBooks(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--jdbc-url", withCredentials()));
        return CommandRun.of(all);
    }

    private CommandRun kafka(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--bootstrap-server", servers.bootstrapServers(), "--topic-prefix", prefix));
        return CommandRun.of(all);
    }

    private String monthReport(YearMonth month) throws SQLException {
        return query("""
                SELECT trim_scale(sum(cost)) || ', ' || sum(unpriced) || ' unpriced'
                FROM finance.spend_by_month WHERE month = '%s'""".formatted(month.atDay(1)));
    }

    private void assertTheBooksAgree() throws SQLException {
        assertThat(query("SELECT count(*) > 0 AND bool_and(agrees) FROM finance.books_check"))
                .isEqualTo("t");
    }

    private String query(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(withCredentials());
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private String withCredentials() {
        return "%s%suser=%s&password=%s"
                .formatted(database, database.contains("?") ? "&" : "?", servers.jdbcUser(), servers.jdbcPassword());
    }
}
