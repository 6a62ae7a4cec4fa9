package io.headgate.deploy.cli.books;

import io.headgate.deploy.cli.BooksDatabase;
import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.deploy.cli.Specs;
import io.headgate.deploy.cli.Table;
import io.headgate.metering.rerate.sql.AccountingPeriods;
import io.headgate.schemas.process.DatabaseOptions;
import io.headgate.schemas.process.OptionError;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Accounting periods. */
@Command(
        name = "periods",
        description = "Close months of the books, so that corrections count in an open one; see what came late.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {PeriodsCommand.Close.class, PeriodsCommand.Show.class})
public final class PeriodsCommand {
    /** Closes one. */
    @Command(
            name = "close",
            description = {
                "Close a month for good. Attempts that come late are still booked in it: they happened then, and",
                "`periods list` counts them.",
                "Corrections of its rows count in the month in which they are posted."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Close implements Callable<Integer> {
        @Mixin
        private final ConnectOptions connect = new ConnectOptions();

        @Mixin
        private final DatabaseOptions database = new DatabaseOptions();

        @Parameters(paramLabel = "MONTH", description = "For example 2026-10 (UTC); it must have ended.")
        private String month = "";

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws SQLException {
            YearMonth closed = ended();
            boolean now = AccountingPeriods.close(
                    BooksDatabase.of(connect.database(database)), closed, System.getProperty("user.name", "unknown"));
            PrintWriter out = Specs.out(spec);
            out.println(closed + (now ? " is closed." : " was closed already."));
            out.flush();
            return 0;
        }

        private YearMonth ended() {
            try {
                YearMonth asked = YearMonth.parse(month);
                if (asked.isBefore(YearMonth.now(ZoneOffset.UTC))) {
                    return asked;
                }
            } catch (DateTimeParseException e) {
                throw new OptionError("MONTH: seen '%s', allowed a month such as 2026-10".formatted(month));
            }
            throw new OptionError("MONTH: seen %s, allowed a month that has ended (UTC)".formatted(month));
        }
    }

    /** Shows those that are closed. */
    @Command(
            name = "list",
            description = {
                "Show the months that are closed, and by how much each has changed since: attempts that came late, in each",
                "currency, and when its rollups were repaired."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Show implements Callable<Integer> {
        private static final String NOTHING = "–";

        @Mixin
        private final ConnectOptions connect = new ConnectOptions();

        @Mixin
        private final DatabaseOptions database = new DatabaseOptions();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws SQLException {
            Table table = new Table(
                    "month", "closed", "by", "late attempts", "late unpriced", "late cost", "currency", "repaired");
            for (AccountingPeriods.Closed each :
                    AccountingPeriods.closed(BooksDatabase.of(connect.database(database)))) {
                table.row(
                        each.month(),
                        each.closedAt(),
                        each.closedBy(),
                        each.lateAttempts(),
                        each.lateUnpriced(),
                        each.lateCost() == null ? NOTHING : each.lateCost().toPlainString(),
                        each.currency() == null ? NOTHING : each.currency(),
                        each.repairedAt() == null ? NOTHING : each.repairedAt());
            }
            PrintWriter out = Specs.out(spec);
            out.print(table.isEmpty() ? "No month is closed.\n" : table);
            out.flush();
            return 0;
        }
    }
}
