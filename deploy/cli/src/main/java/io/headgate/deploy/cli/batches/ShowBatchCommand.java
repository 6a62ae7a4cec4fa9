package io.headgate.deploy.cli.batches;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.Forecast;
import io.headgate.api.batches.Spend;
import io.headgate.api.batches.store.PostgresBatches;
import io.headgate.deploy.cli.BooksDatabase;
import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.deploy.cli.Specs;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.process.DatabaseOptions;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One batch. */
@Command(
        name = "show",
        description = "Show how far a batch is, what it costs so far, and an estimate of the rest.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ShowBatchCommand implements Callable<Integer> {
    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--tenant", paramLabel = "TENANT", required = true, description = "Whose.")
    private String tenant = "";

    @Parameters(paramLabel = "BATCH", description = "Its id.")
    private String id = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PostgresBatches batches = new PostgresBatches(BooksDatabase.of(connect.database(database)));
        TenantId whose = new TenantId(tenant);
        BatchId batch = new BatchId(id);
        Optional<Batch> found = batches.find(whose, batch);
        PrintWriter out = Specs.out(spec);
        if (found.isEmpty()) {
            out.printf("Tenant '%s' has no batch '%s'.%n", whose, batch);
        } else {
            print(out, found.get(), batches.spend(whose, batch), Instant.now());
        }
        out.flush();
        return found.isEmpty() ? 1 : 0;
    }

    static void print(PrintWriter out, Batch batch, List<Spend> spent, Instant now) {
        out.print(ListBatchesCommand.table(List.of(batch)));
        for (Spend spend : spent) {
            out.printf(
                    "%s: %,d attempts%n",
                    spend.cost() == null ? "without a price" : "cost so far " + spend.cost(), spend.attempts());
        }
        Forecast rest = Forecast.of(batch, spent, now);
        if (rest != null) {
            out.printf(
                    "estimate of the rest: %,d requests, %s, %s%n",
                    rest.remaining(),
                    rest.endsAt() == null ? "nothing has ended yet to judge by" : "over at about " + rest.endsAt(),
                    rest.costs().isEmpty() ? "no price to judge by" : "~" + rest.costs());
        }
    }
}
