package io.headgate.deploy.cli;

import io.headgate.deploy.cli.results.ResultPrinter;
import io.headgate.deploy.cli.results.ResultTail;
import io.headgate.deploy.cli.submit.PromptLine;
import io.headgate.deploy.cli.submit.Prompts;
import io.headgate.deploy.cli.submit.Publisher;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.process.KafkaConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes prompts to the topic. */
@Command(
        name = "submit",
        description = "Publish one prompt, or a JSONL file of them (OpenAI batch lines, envelopes or bare bodies).",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Prints the ids, one a line; with --wait the results. Exit code 1 when a result that was waited for is a"
                    + " failure or has not come in time."
        })
final class SubmitCommand implements Callable<Integer> {
    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final Prompts prompts = new Prompts();

    @Option(names = "--wait", description = "Wait for the results and print them.")
    private boolean wait;

    @Option(
            names = "--timeout-ms",
            paramLabel = "MS",
            description = "How long to wait for all of them (default: ${DEFAULT-VALUE}).")
    private long timeoutMillis = 120_000;

    @Mixin
    private final OutputFormat output = new OutputFormat();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<PromptLine> lines = prompts.lines();
        KafkaConnection kafka = connect.kafka();
        if (!wait) {
            publish(kafka, lines);
            lines.forEach(line -> Specs.out(spec).println(line.id()));
            Specs.out(spec).flush();
            return 0;
        }
        // The tail stands at the topic's end before anything is published: no result can be missed.
        try (ResultTail tail = ResultTail.fromEnd(kafka, connect.codecs())) {
            publish(kafka, lines);
            return await(tail, lines);
        }
    }

    private void publish(KafkaConnection kafka, List<PromptLine> lines) throws InterruptedException {
        try (Publisher publisher = new Publisher(kafka)) {
            publisher.publish(lines, prompts.headers());
        }
    }

    private int await(ResultTail tail, List<PromptLine> lines) {
        Set<String> missing = new HashSet<>();
        lines.forEach(line -> missing.add(line.id()));
        ResultPrinter printer = new ResultPrinter(Specs.out(spec), output.json());
        Instant end = Instant.now().plusMillis(timeoutMillis);
        boolean failed = false;
        while (!missing.isEmpty() && Instant.now().isBefore(end)) {
            for (InferenceResult result : tail.poll(Duration.ofMillis(200))) {
                if (missing.remove(result.key().request().value())) {
                    printer.print(result);
                    failed |= result.outcome() instanceof InferenceResult.Failed;
                }
            }
        }
        missing.forEach(id -> Specs.err(spec).println("no result yet: " + id));
        Specs.err(spec).flush();
        return failed || !missing.isEmpty() ? 1 : 0;
    }
}
