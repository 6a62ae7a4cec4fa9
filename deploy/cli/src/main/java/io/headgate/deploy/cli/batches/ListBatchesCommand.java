package io.headgate.deploy.cli.batches;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.Counts;
import io.headgate.api.batches.store.PostgresBatches;
import io.headgate.deploy.cli.BooksDatabase;
import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.deploy.cli.Specs;
import io.headgate.deploy.cli.Table;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.process.DatabaseOptions;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The newest batches of a tenant. */
@Command(
        name = "list",
        description = "List a tenant's batches, the newest first.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ListBatchesCommand implements Callable<Integer> {
    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--tenant", paramLabel = "TENANT", required = true, description = "Whose.")
    private String tenant = "";

    @Option(names = "--limit", paramLabel = "N", description = "How many at most (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PostgresBatches batches = new PostgresBatches(BooksDatabase.of(connect.database(database)));
        List<Batch> found = batches.list(new TenantId(tenant), null, limit);
        PrintWriter out = Specs.out(spec);
        if (found.isEmpty()) {
            out.println("The tenant has no batch.");
        } else {
            out.print(table(found));
        }
        out.flush();
        return 0;
    }

    static Table table(List<Batch> batches) {
        Table table =
                new Table("batch", "kind", "status", "created", "total", "completed", "failed", "cut off", "in flight");
        for (Batch batch : batches) {
            Counts counts = batch.counts();
            table.row(
                    batch.id(),
                    batch.kind(),
                    batch.status().wireName(),
                    batch.times().createdAt(),
                    counts.total() == null ? "–" : counts.total(),
                    counts.completed(),
                    counts.failed(),
                    counts.expired() + counts.cancelled(),
                    counts.inFlight());
        }
        return table;
    }
}
