package io.headgate.deploy.cli.books;

import io.headgate.deploy.cli.BooksDatabase;
import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.deploy.cli.Specs;
import io.headgate.deploy.cli.Table;
import io.headgate.deploy.cli.input.TextFile;
import io.headgate.metering.reconcile.Bill;
import io.headgate.metering.reconcile.BillFormat;
import io.headgate.metering.reconcile.BillReader;
import io.headgate.metering.reconcile.BookedUse;
import io.headgate.metering.reconcile.Difference;
import io.headgate.metering.reconcile.Quantity;
import io.headgate.metering.reconcile.Reconciliation;
import io.headgate.metering.reconcile.Suspect;
import io.headgate.metering.reconcile.sql.BookedUses;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.process.DatabaseOptions;
import io.headgate.schemas.process.OptionError;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Holds a provider's bill against the ledger. */
@Command(
        name = "reconcile",
        description = {
            "Compare what a provider says it billed with the ledger, by day (UTC) and model.",
            "Where they differ, shows which attempts of unknown fate could be the reason, and what they cost at most."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 they agree; 4 they differ."})
public final class ReconcileCommand implements Callable<Integer> {
    private static final int DIFFERENT = 4;

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--provider", paramLabel = "NAME", required = true, description = "As the catalogue calls it.")
    private String provider = "";

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "Its costs or usage, as its administration interface answers (JSON), once for each page, in"
                    + " their order up to the last; or as OpenAI's dashboard or, usage alone,"
                    + " Anthropic's console exports them (CSV).")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "auto",
            description = "openai-costs, openai-usage, anthropic-cost, anthropic-usage, or auto (default).")
    private String format = "auto";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        BillReader reader = new BillReader(formatGiven());
        for (Path file : files) {
            reader.add("--file " + file, TextFile.read(file, "a provider's costs or usage"));
        }
        Bill bill = reader.bill();
        List<BookedUse> uses = BookedUses.read(
                BooksDatabase.of(connect.database(database)),
                new ProviderName(provider),
                bill.currency(),
                bill.days().first(),
                bill.days().last());
        List<Difference> differences = Reconciliation.of(bill, uses);
        print(bill, differences);
        return differences.isEmpty() ? 0 : DIFFERENT;
    }

    private @Nullable BillFormat formatGiven() {
        if (format.equals("auto")) {
            return null;
        }
        return Arrays.stream(BillFormat.values())
                .filter(each -> name(each).equals(format))
                .findFirst()
                .orElseThrow(() -> new OptionError(
                        "--format: seen '%s', allowed auto, openai-costs, openai-usage, anthropic-cost, anthropic-usage"
                                .formatted(format)));
    }

    private static String name(BillFormat format) {
        return format.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void print(Bill bill, List<Difference> differences) {
        PrintWriter out = Specs.out(spec);
        String days = "%s to %s".formatted(bill.days().first(), bill.days().last());
        if (differences.isEmpty()) {
            out.println("Bill and ledger agree, %s.".formatted(days));
            out.flush();
            return;
        }
        Table table = new Table(
                "day",
                "model",
                "quantity",
                "billed",
                "booked",
                "difference",
                "unknown attempts",
                "at most",
                "explain it");
        for (Difference difference : differences) {
            table.row(
                    difference.day(),
                    difference.model().isEmpty() ? "all" : difference.model(),
                    difference.quantity().wireName(),
                    number(bill, difference.quantity(), difference.billed()),
                    number(bill, difference.quantity(), difference.booked()),
                    number(bill, difference.quantity(), difference.amount()),
                    difference.unknown(),
                    atMost(bill, difference),
                    difference.mayBeTheUnknown() ? "maybe" : "no");
        }
        out.print(table);
        printSuspects(out, differences);
        differences.stream()
                .filter(Difference::mayBeTheUnpriced)
                .forEach(each -> out.println("%s: %d attempts are booked without a price, and may be it"
                        .formatted((each.day() + " " + each.model()).strip(), each.unpriced())));
        out.println("Bill and ledger differ in %d places, %s.".formatted(differences.size(), days));
        out.flush();
    }

    /** Once for each day and model, whatever differs there; by the cost where that does, since it tells which would be enough. */
    private static void printSuspects(PrintWriter out, List<Difference> differences) {
        Map<String, Difference> explained = new LinkedHashMap<>();
        differences.stream()
                .filter(Difference::mayBeTheUnknown)
                .forEach(each -> explained.merge(
                        each.day() + " " + each.model(),
                        each,
                        (first, other) -> other.quantity() == Quantity.COST ? other : first));
        explained.forEach((place, each) -> out.println("%s: %s".formatted(place.strip(), suspects(each))));
    }

    private static String suspects(Difference difference) {
        List<Suspect> fewest = difference.fewest();
        String named = fewest.stream().map(suspect -> suspect.attempt().value()).collect(Collectors.joining(", "));
        if (fewest.size() < difference.suspects().size()) {
            return "%d of %d unknown attempts are enough to be it, those that may have cost most: %s"
                    .formatted(fewest.size(), difference.unknown(), named);
        }
        long more = difference.unknown() - fewest.size();
        return "attempts that may be it: %s%s".formatted(named, more > 0 ? ", and " + more + " more" : "");
    }

    private static String atMost(Bill bill, Difference difference) {
        BigDecimal bound = difference.upperBound();
        return difference.unknown() == 0 || bound == null || bill.currency() == null
                ? "–"
                : number(bill, Quantity.COST, bound);
    }

    private static String number(Bill bill, Quantity quantity, BigDecimal number) {
        Currency currency = bill.currency();
        String plain = number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        return quantity == Quantity.COST && currency != null ? plain + " " + currency : plain;
    }
}
