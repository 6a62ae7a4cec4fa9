package io.headgate.deploy.cli.books;

import io.headgate.deploy.cli.BooksDatabase;
import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.deploy.cli.Specs;
import io.headgate.deploy.cli.Table;
import io.headgate.metering.repair.BooksRepair;
import io.headgate.metering.repair.Finding;
import io.headgate.metering.repair.Repaired;
import io.headgate.metering.repair.Rest;
import io.headgate.schemas.process.DatabaseOptions;
import io.headgate.schemas.process.OptionError;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The books, held against themselves. */
@Command(
        name = "books",
        description = "Hold the rollups against the ledger, and add what they lack.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = BooksCommand.Check.class)
public final class BooksCommand {
    /** Of one month. */
    @Command(
            name = "check",
            description = {
                "Compare a month's rollups with its ledger. They may differ when attempts were read again together with new",
                "ones, which metering then logs, or when the state of the stream was lost with its",
                "changelog: what it had counted and not emitted is in the ledger alone. The books must be at rest: no",
                "attempt comes, and everything is booked. Exit code 1 when they are not, or differ."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Check implements Callable<Integer> {
        private static final String NOTHING = "–";

        @Mixin
        private final ConnectOptions connect = new ConnectOptions();

        @Mixin
        private final DatabaseOptions database = new DatabaseOptions();

        @Parameters(paramLabel = "MONTH", description = "For example 2026-10 (UTC).")
        private String month = "";

        @Option(
                names = "--repair",
                description = "Add to the rollups what they lack; it has no tags. Without it nothing is written.")
        private boolean repair;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws SQLException, ExecutionException, InterruptedException {
            YearMonth asked = asked();
            BooksRepair books =
                    new BooksRepair(BooksDatabase.of(connect.database(database)), new Rest(connect.kafka()));
            Repaired repaired =
                    repair ? books.repair(asked, System.getProperty("user.name", "unknown")) : books.check(asked);
            PrintWriter out = Specs.out(spec);
            int code = told(out, asked, repaired);
            out.flush();
            return code;
        }

        private YearMonth asked() {
            try {
                return YearMonth.parse(month);
            } catch (DateTimeParseException e) {
                throw new OptionError("MONTH: seen '%s', allowed a month such as 2026-10".formatted(month));
            }
        }

        private static int told(PrintWriter out, YearMonth month, Repaired repaired) {
            return switch (repaired) {
                case Repaired.NotAtRest(List<String> where) ->
                    refused(out, "The books are not at rest: nothing is compared, nothing is written.", where);
                case Repaired.TooMuch(List<String> where) ->
                    refused(out, "The rollups have what the ledger has not: nothing is written.", where);
                case Repaired.Dropped() ->
                    refused(out, "The ledger of %s was dropped: nothing is compared.".formatted(month), List.of());
                case Repaired.Compared(List<Finding> findings, boolean written) -> {
                    out.print(
                            findings.isEmpty()
                                    ? "Ledger and rollups of %s agree.%n".formatted(month)
                                    : table(findings));
                    if (!findings.isEmpty()) {
                        out.println(written ? "The rollups lacked this; it is added." : "The rollups lack this.");
                    }
                    yield findings.isEmpty() || written ? 0 : 1;
                }
            };
        }

        private static int refused(PrintWriter out, String why, List<String> where) {
            out.println(why);
            where.forEach(place -> out.println("  " + place));
            return 1;
        }

        private static Table table(List<Finding> findings) {
            Table table = new Table("rollup", "day", "tenant", "attempts", "cost", "currency");
            findings.forEach(finding -> table.row(
                    finding.rollup(),
                    finding.day(),
                    finding.tenant(),
                    finding.attempts(),
                    finding.cost() == null ? NOTHING : finding.cost().toPlainString(),
                    finding.currency() == null ? NOTHING : finding.currency()));
            return table;
        }
    }
}
