package io.headgate.deploy.cli;

import io.headgate.metering.export.CsvExport;
import io.headgate.metering.export.ExportQuery;
import io.headgate.metering.export.FinanceView;
import io.headgate.metering.export.FinanceViews;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.process.DatabaseOptions;
import io.headgate.schemas.process.OptionError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a view of finance as a file for spreadsheets and other programs. */
@Command(
        name = "export",
        description = "Write one of finance's views as CSV; without --view, list the views and what each shows.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "CSV by RFC 4180, files in UTF-8; times are UTC; text that a spreadsheet would run as a formula begins with an"
                    + " apostrophe."
        })
final class ExportCommand implements Callable<Integer> {
    /** The one format there is. */
    enum Format {
        CSV
    }

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--view",
            paramLabel = "VIEW",
            completionCandidates = ShippedViews.class,
            description = "What to export: ${COMPLETION-CANDIDATES}.")
    private @Nullable String view;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Only this tenant's rows.")
    private @Nullable String tenant;

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            description = "Rows from this day or instant on, UTC, by the view's first column of time (FOCUS: the charge"
                    + " period); default: all.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "WHEN", description = "Rows before this day or instant, UTC; default: all.")
    private @Nullable String to;

    @Option(names = "--format", paramLabel = "csv", description = "How to write (default: csv).")
    private Format format = Format.CSV;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write, whole or not at all; default: here.")
    private @Nullable Path file;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws SQLException, IOException {
        ExportQuery query = view == null ? null : query(view);
        try (Connection connection =
                BooksDatabase.of(connect.database(database)).getConnection()) {
            Map<String, FinanceView> views = FinanceViews.read(connection);
            if (views.isEmpty()) {
                throw new OptionError(
                        "The database has no view in schema finance that this user may read. Metering makes"
                                + " them when it starts.");
            }
            if (query == null) {
                list(views);
            } else {
                export(connection, planned(query, views));
            }
        }
        return 0;
    }

    private static ExportQuery.Ready planned(ExportQuery query, Map<String, FinanceView> views) {
        return switch (query.plan(views)) {
            case ExportQuery.Refused(String reason) -> throw new OptionError("--" + reason);
            case ExportQuery.Ready ready -> ready;
        };
    }

    private ExportQuery query(String view) {
        return new ExportQuery(
                view,
                from == null ? null : UtcTime.of("--from", from),
                to == null ? null : UtcTime.of("--to", to),
                tenant == null ? null : new TenantId(tenant));
    }

    private void export(Connection connection, ExportQuery.Ready query) throws SQLException, IOException {
        switch (format) {
            case CSV -> {
                if (file == null) {
                    PrintWriter out = Specs.out(spec);
                    CsvExport.write(connection, query, out);
                    // A writer that prints never throws: a full disk, or a reader that has gone, is told here alone.
                    if (out.checkError()) {
                        throw new IOException("standard output takes no more: what was written is not whole");
                    }
                } else {
                    long rows = WholeFile.write(file, out -> CsvExport.write(connection, query, out));
                    Specs.out(spec).println("%,d rows in %s".formatted(rows, file));
                    Specs.out(spec).flush();
                }
            }
        }
    }

    private void list(Map<String, FinanceView> views) {
        Table table = new Table("view", "shows");
        views.values().forEach(each -> table.row(each.name(), firstSentence(each.shows())));
        Specs.out(spec).print(table);
        Specs.out(spec).flush();
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    /** For the help text, which is printed without a database. */
    static final class ShippedViews implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return FinanceViews.SHIPPED.iterator();
        }
    }
}
