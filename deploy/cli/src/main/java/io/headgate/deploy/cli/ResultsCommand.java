package io.headgate.deploy.cli;

import io.headgate.deploy.cli.results.ResultPrinter;
import io.headgate.deploy.cli.results.ResultTail;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Follows the results topic. */
@Command(
        name = "results",
        description = "Follow the results as they come; stop with Ctrl-C.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ResultsCommand implements Callable<Integer> {
    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Option(names = "--from-beginning", description = "Begin with the oldest result kept, not with the next one.")
    private boolean fromBeginning;

    @Option(names = "--max-messages", paramLabel = "N", description = "Stop after so many.")
    private long maxMessages = Long.MAX_VALUE;

    @Option(names = "--timeout-ms", paramLabel = "MS", description = "Stop when none has come for so long.")
    private long timeoutMillis = Long.MAX_VALUE;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Only this tenant's.")
    private @Nullable String tenant;

    @Option(names = "--id", paramLabel = "ID", description = "Only this request's; may be repeated.")
    private Set<String> ids = new HashSet<>();

    @Option(names = "--failed", description = "Only failures.")
    private boolean failedOnly;

    @Mixin
    private final OutputFormat output = new OutputFormat();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        KafkaConnection kafka = connect.kafka();
        Codecs codecs = connect.codecs();
        try (ResultTail tail =
                fromBeginning ? ResultTail.fromBeginning(kafka, codecs) : ResultTail.fromEnd(kafka, codecs)) {
            follow(tail);
        }
        return 0;
    }

    private void follow(ResultTail tail) {
        ResultPrinter printer = new ResultPrinter(Specs.out(spec), output.json());
        long printed = 0;
        Instant last = Instant.now();
        while (printed < maxMessages && Duration.between(last, Instant.now()).toMillis() < timeoutMillis) {
            for (InferenceResult result : tail.poll(Duration.ofMillis(200))) {
                last = Instant.now();
                if (printed < maxMessages && wanted(result)) {
                    printer.print(result);
                    printed++;
                }
            }
        }
    }

    private boolean wanted(InferenceResult result) {
        return (tenant == null || tenant.equals(result.key().tenant().value()))
                && (ids.isEmpty() || ids.contains(result.key().request().value()))
                && (!failedOnly || result.outcome() instanceof InferenceResult.Failed);
    }
}
