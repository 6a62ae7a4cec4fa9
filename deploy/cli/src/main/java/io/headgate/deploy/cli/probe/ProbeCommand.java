package io.headgate.deploy.cli.probe;

import static java.util.stream.Collectors.joining;

import io.headgate.deploy.cli.Specs;
import io.headgate.deploy.cli.input.TextFile;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.process.OptionError;
import io.headgate.worker.call.Secrets;
import io.headgate.worker.edge.DirectCalls;
import io.headgate.worker.probe.Probe;
import io.headgate.worker.probe.ProbeReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks models what they can do. */
@Command(
        name = "probe",
        description = {
            "Ask models what they can do, with a small request for each capability, and compare it with the catalogue.",
            "The calls go to the provider at once, past Kafka, limits and books; the provider bills them."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 all is as the catalogue says, as far as it was seen; 1 something differs, a model does not answer,"
                    + " or the catalogue is not valid."
        })
public final class ProbeCommand implements Callable<Integer> {
    /** Room for a model that thinks before it says OK. */
    private static final long MAX_OUTPUT_TOKENS = 512;

    private final Clock clock = Clock.systemUTC();

    @Parameters(paramLabel = "MODEL", arity = "1..*", description = "Models, as the catalogue calls them.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "The catalogue.")
    private Path file = Path.of("catalog.yml");

    @Option(
            names = "--only",
            paramLabel = "CAPABILITY",
            split = ",",
            description = "Ask for these only: ${COMPLETION-CANDIDATES}.")
    private Set<Capability> only = EnumSet.allOf(Capability.class);

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String yaml = TextFile.read(file, "a catalogue");
        return switch (new CatalogReader(clock).read(yaml, CatalogRevision.NONE)) {
            case ReadCatalog.Valid valid -> probe(valid.catalogue());
            case ReadCatalog.Invalid invalid -> refused(invalid.problems());
        };
    }

    private int refused(List<Problem> problems) {
        PrintWriter out = Specs.out(spec);
        problems.forEach(out::println);
        out.flush();
        return 1;
    }

    private int probe(Catalogue catalogue) throws InterruptedException {
        List<Model> named = models.stream().map(name -> model(name, catalogue)).toList();
        PrintWriter out = Specs.out(spec);
        boolean asDeclared = true;
        try (DirectCalls calls = new DirectCalls(catalogue, new Secrets(System.getenv()), clock)) {
            for (Model model : named) {
                Target target = target(model, catalogue);
                ProbeReport report = Probe.of(
                        model,
                        target,
                        only,
                        (body, streamed) -> calls.call(target, body, streamed, MAX_OUTPUT_TOKENS),
                        clock.instant());
                out.print(ProbeText.of(report));
                out.flush();
                asDeclared &= report.isAsDeclared();
            }
        }
        return asDeclared ? 0 : 1;
    }

    private static Model model(String name, Catalogue catalogue) {
        Model model = catalogue.models().get(new ModelName(name));
        if (model == null) {
            throw new OptionError("MODEL: seen '%s', allowed those of the catalogue: %s"
                    .formatted(
                            name,
                            catalogue.models().keySet().stream()
                                    .sorted()
                                    .map(ModelName::value)
                                    .collect(joining(", "))));
        }
        return model;
    }

    /** The endpoint that goes first. */
    private static Target target(Model model, Catalogue catalogue) {
        Provider provider = catalogue.providers().get(model.provider());
        if (provider == null) {
            throw new IllegalStateException("a valid catalogue without provider " + model.provider());
        }
        return new Target(
                model.provider(), provider.endpoints().getFirst().name(), model.name(), model.providerModel());
    }
}
