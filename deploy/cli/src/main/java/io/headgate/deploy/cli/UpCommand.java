package io.headgate.deploy.cli;

import io.headgate.deploy.cli.input.TextFile;
import io.headgate.deploy.standalone.SimulatedProviders;
import io.headgate.deploy.standalone.Standalone;
import io.headgate.deploy.standalone.StandaloneConfig;
import io.headgate.schemas.process.DatabaseOptions;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.KafkaOptions;
import io.headgate.schemas.process.OptionError;
import io.headgate.schemas.process.ServiceSettings;
import io.headgate.schemas.process.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything in one process until it is stopped. */
@Command(
        name = "up",
        description = "Run everything in one process, on a Kafka and a Postgres of its own unless they are named.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class UpCommand implements Callable<Integer> {
    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${env:HEADGATE_DATA_DIR:-data}",
            description = "Where its servers keep their data over restarts (default: ${DEFAULT-VALUE}).")
    private Path dataDirectory = Path.of("data");

    @Option(
            names = {"-f", "--file"},
            paramLabel = "CATALOG",
            description = "A catalogue to apply at the start.")
    private @Nullable Path catalog;

    @Option(names = "--simulate", description = "Start simulated providers and a catalogue of them: needs no keys.")
    private boolean simulate;

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            defaultValue = "${env:HEADGATE_SCHEMA_REGISTRY}",
            description = "A Confluent-compatible registry; without one, messages carry their schema's fingerprint.")
    private @Nullable String schemaRegistry;

    @Option(names = "--host", paramLabel = "HOST", description = "Address of the HTTP face (default: 127.0.0.1).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the HTTP face, 0 for a free one (default: 8080).")
    private int port = 8080;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Port on 127.0.0.1 of health, metrics and log levels, 0 for a free one"
                    + " (default: the one after --port).")
    private @Nullable Integer managementPort;

    @Option(
            names = "--open",
            description =
                    "Ask HTTP callers for no API keys: whoever reaches the port may do everything. On loopback only.")
    private boolean open;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Any other setting, for example headgate.worker.drain-time=20s; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (catalog != null && simulate) {
            throw new OptionError("--file and --simulate: seen both, allowed one; each brings a catalogue of its own");
        }
        String given = catalog == null ? null : TextFile.read(catalog, "a catalogue, or - for standard input");
        Files.createDirectories(dataDirectory);
        try (StopSignal stop = StopSignal.listen();
                SimulatedProviders providers = simulate ? SimulatedProviders.start() : null;
                Standalone standalone = Standalone.start(config(providers))) {
            String yaml = given != null || providers == null ? given : providers.catalog();
            int applied = applyAtStart(standalone, yaml);
            if (applied != CommandLine.ExitCode.OK) {
                return applied;
            }
            announce(standalone, QuickStart.of(yaml));
            stop.await();
        }
        return CommandLine.ExitCode.OK;
    }

    private StandaloneConfig config(@Nullable SimulatedProviders providers) {
        KafkaConnection cluster = kafka.given() ? kafka.connection(null) : null;
        return new StandaloneConfig(
                dataDirectory.toAbsolutePath(),
                cluster,
                database.given() ? database.database(null) : null,
                kafka.topics(),
                schemaRegistry,
                providers == null ? null : providers.address(),
                host,
                port,
                managementPort == null ? ServiceSettings.managementPortBeside(port) : managementPort,
                allSettings());
    }

    private Map<String, String> allSettings() {
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (open) {
            all.putAll(StandaloneConfig.OPEN);
        }
        return all;
    }

    /** The exit code of {@code apply}: a catalogue that was named and is refused is no reason to run on without it. */
    private int applyAtStart(Standalone standalone, @Nullable String yaml) {
        return yaml == null
                ? CommandLine.ExitCode.OK
                : new PublicationReport(Specs.out(spec), false)
                        .print(standalone.publish(yaml, ApplyCommand.publisherName()));
    }

    private void announce(Standalone standalone, QuickStart quickStart) {
        PrintWriter out = Specs.out(spec);
        out.println("Headgate is up. Stop it with Ctrl-C; its data stays in " + dataDirectory.toAbsolutePath() + ".");
        out.println("  Kafka     " + standalone.connection().kafka().bootstrapServers());
        out.println("  Postgres  " + standalone.connection().database().url());
        out.println("  HTTP      " + standalone.connection().api());
        out.println("  Health    " + standalone.management() + "/health");
        new FirstKeys(out, quickStart).print(standalone);
        if (catalog == null && !simulate) {
            out.println("No catalogue was given here. To apply one: headgate apply -f catalog.yml");
        }
        out.println("Try: headgate submit --tenant acme --model %s --wait 'What is a headgate?'"
                .formatted(quickStart.alias()));
        out.flush();
    }
}
