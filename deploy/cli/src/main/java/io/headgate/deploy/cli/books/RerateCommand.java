package io.headgate.deploy.cli.books;

import io.headgate.deploy.cli.BooksDatabase;
import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.deploy.cli.Specs;
import io.headgate.deploy.cli.Table;
import io.headgate.deploy.cli.UtcTime;
import io.headgate.metering.rerate.RerateTotals;
import io.headgate.metering.rerate.sql.Rerate;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.process.DatabaseOptions;
import io.headgate.schemas.process.OptionError;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Currency;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rates what is booked at other prices, and posts the difference. */
@Command(
        name = "rerate",
        description = {
            "Compare what attempts were booked at with the prices of a catalogue, and post corrections when told to.",
            "Rows are never changed: a correction is a row of its own. In a month that is closed nothing is posted:",
            "corrections of its rows count now. What the prices do not tell stays as it is."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class RerateCommand implements Callable<Integer> {
    private static final String NOTHING = "–";

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--from", paramLabel = "WHEN", required = true, description = "From this day or instant on, UTC.")
    private String from = "";

    @Option(names = "--to", paramLabel = "WHEN", required = true, description = "Before this day or instant, UTC.")
    private String to = "";

    @Option(
            names = "--book",
            paramLabel = "FILE",
            description = "The catalogue whose prices are taken (default: the one in force).")
    private @Nullable Path book;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Only this tenant's.")
    private @Nullable String tenant;

    @Option(names = "--post", description = "Post the corrections. Without it nothing is written.")
    private boolean post;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; stands on every correction.")
    private @Nullable String reason;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        String why = reason == null ? "" : reason.strip();
        if (post == why.isEmpty()) {
            throw new OptionError("seen %s, allowed both --post and --reason TEXT, or neither"
                    .formatted(post ? "--post without --reason" : "--reason without --post"));
        }
        return rerate(why);
    }

    private int rerate(String why) throws IOException, SQLException, InterruptedException {
        Rerate.Span span = new Rerate.Span(
                UtcTime.of("--from", from), UtcTime.of("--to", to), tenant == null ? null : new TenantId(tenant));
        Catalogue prices = PriceBook.of(book, connect);
        Rerate.Posting posting =
                post ? new Rerate.Posting(why, System.getProperty("user.name", "unknown"), bookTags()) : null;
        PrintWriter err = Specs.err(spec);
        Rerate rerate = new Rerate(BooksDatabase.of(connect.database(database)), prices, attempts -> {
            if (attempts % 100_000 == 0) {
                err.printf("%,d attempts …%n", attempts);
                err.flush();
            }
        });
        print(rerate.run(span, posting));
        return 0;
    }

    /** Lines of corrections are split as those of attempts are: by the catalogue in force, whichever has the prices. */
    private Set<String> bookTags() throws InterruptedException {
        return Set.copyOf(PriceBook.inForce(connect).metering().tags());
    }

    private void print(Rerate.Outcome outcome) {
        PrintWriter out = Specs.out(spec);
        Table table = new Table(
                "day", "model", "attempts", "booked", "recomputed", "difference", "unpriced before", "unpriced after");
        for (RerateTotals.Line line : outcome.lines()) {
            table.row(
                    line.day(),
                    line.model(),
                    line.attempts(),
                    money(line.booked(), line.currency()),
                    money(line.recomputed(), line.currency()),
                    money(line.difference(), line.currency()),
                    line.unpricedBefore(),
                    line.unpricedAfter());
        }
        out.print(table.isEmpty() ? "No attempt is booked in that time.\n" : table);
        out.printf(
                post
                        ? "Posted %,d corrections, of %,d attempts.%n"
                        : "Nothing is posted: %,d corrections of %,d attempts would be.%n",
                outcome.corrections(),
                outcome.attempts());
        out.flush();
    }

    private static String money(BigDecimal amount, @Nullable Currency currency) {
        return currency == null ? NOTHING : new Money(amount, currency).toString();
    }
}
