package io.headgate.deploy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.cli.explain.ExplainedText;
import io.headgate.deploy.cli.explain.Knowledge;
import io.headgate.deploy.cli.input.TextFile;
import io.headgate.deploy.cli.submit.PromptLine;
import io.headgate.deploy.cli.submit.Prompts;
import io.headgate.router.explain.Explained;
import io.headgate.router.explain.Report;
import io.headgate.router.route.RouteDecision;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.message.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what would become of prompts, and sends none. */
@Command(
        name = "explain",
        description =
                "Show where a prompt would go: every candidate, what is against it, its cost and score. Nothing is sent.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Takes the prompts and options of `submit`. Budgets of tenants are not asked. Exit code 1 when one of the prompts"
                    + " would be refused or could be served by nobody."
        })
final class ExplainCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final Prompts prompts = new Prompts();

    @Option(
            names = "--catalog",
            paramLabel = "FILE",
            description = "Decide by this catalogue, and as if nothing were known of anybody; needs no cluster.")
    private @Nullable Path catalog;

    @Option(
            names = "--listen-ms",
            paramLabel = "MS",
            description = "How long to listen to what workers tell of themselves (default: ${DEFAULT-VALUE}).")
    private long listenMillis = 2_000;

    @Mixin
    private final OutputFormat output = new OutputFormat();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<PromptLine> lines = prompts.lines();
        Knowledge knowledge = knowledge();
        boolean served = true;
        for (PromptLine line : lines) {
            Explained explained = knowledge.explain(prompts.headers(), line.value());
            Specs.out(spec).print(output.json() ? json(explained) : ExplainedText.of(explained));
            served &= explained instanceof Explained.Routed routed && routed.decision() instanceof RouteDecision.Chosen;
        }
        Specs.out(spec).flush();
        return served ? 0 : 1;
    }

    private Knowledge knowledge() throws IOException, InterruptedException {
        return catalog == null
                ? Knowledge.ofCluster(connect.kafka(), connect.codecs(), Duration.ofMillis(listenMillis))
                : Knowledge.ofFile(
                        TextFile.read(catalog, "a catalogue, or - for standard input"),
                        connect.kafka.topics(),
                        AvroCodecs.singleObject());
    }

    private static String json(Explained explained) throws JsonProcessingException {
        return JSON.writeValueAsString(
                        switch (explained) {
                            case Explained.Routed routed -> Report.of(routed);
                            case Explained.Refused(Failure failure, @Nullable String field) -> refused(failure, field);
                        })
                + System.lineSeparator();
    }

    private static Map<String, @Nullable Object> refused(Failure failure, @Nullable String field) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("error", failure.code().wireName());
        told.put("message", failure.message());
        told.put("field", field);
        return told;
    }
}
