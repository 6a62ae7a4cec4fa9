package io.headgate.deploy.cli.books;

import io.headgate.deploy.cli.BooksDatabase;
import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.deploy.cli.Specs;
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
        description = "Close months of the books, so that corrections count in an open one.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = PeriodsCommand.Close.class)
public final class PeriodsCommand {
    /** Closes one. */
    @Command(
            name = "close",
            description = {
                "Close a month for good. Attempts that come late are still booked in it: they happened then.",
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
}
