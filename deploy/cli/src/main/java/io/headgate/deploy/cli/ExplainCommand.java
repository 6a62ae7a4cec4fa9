package io.headgate.deploy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.cli.explain.Answer;
import io.headgate.deploy.cli.explain.CatalogueFile;
import io.headgate.deploy.cli.explain.ExplainedText;
import io.headgate.deploy.cli.explain.Oracle;
import io.headgate.deploy.cli.explain.RouterEndpoint;
import io.headgate.deploy.cli.input.TextFile;
import io.headgate.deploy.cli.submit.PromptLine;
import io.headgate.deploy.cli.submit.Prompts;
import io.headgate.schemas.codec.AvroCodecs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
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
            "Takes the prompts and options of `submit`, and asks the router of the Headgate that runs here, or the one at"
                    + " --api, with the API key in HEADGATE_API_KEY where it asks for one. The answer says what it was not able to ask. Exit code 1 when one of the prompts would be"
                    + " refused or could be served by nobody."
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
            names = "--api",
            paramLabel = "URL",
            defaultValue = "${env:HEADGATE_API}",
            description = "Where a router listens: the API's address where all services are one process (env"
                    + " HEADGATE_API).")
    private @Nullable URI api;

    @Mixin
    private final OutputFormat output = new OutputFormat();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<PromptLine> lines = prompts.lines();
        if (catalog != null) {
            String yaml = TextFile.read(catalog, "a catalogue, or - for standard input");
            return explain(lines, new CatalogueFile(yaml, connect.kafka.topics(), AvroCodecs.singleObject()));
        }
        try (RouterEndpoint router = new RouterEndpoint(api == null ? connect.api() : api, connect.apiKey(api))) {
            return explain(lines, router);
        }
    }

    private int explain(List<PromptLine> lines, Oracle oracle) throws IOException, InterruptedException {
        boolean served = true;
        for (PromptLine line : lines) {
            Answer answer = oracle.explain(prompts.headers(), line.value());
            Specs.out(spec).print(output.json() ? json(answer) : ExplainedText.of(answer));
            served &= answer instanceof Answer.Routed routed && routed.served();
        }
        Specs.out(spec).flush();
        return served ? 0 : 1;
    }

    private static String json(Answer answer) throws JsonProcessingException {
        Object told = switch (answer) {
            case Answer.Routed(JsonNode report) -> report;
            case Answer.Refused refused -> refused(refused);
        };
        return JSON.writeValueAsString(told) + System.lineSeparator();
    }

    private static Map<String, @Nullable Object> refused(Answer.Refused refused) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("error", refused.code());
        told.put("message", refused.message());
        told.put("field", refused.field());
        return told;
    }
}
