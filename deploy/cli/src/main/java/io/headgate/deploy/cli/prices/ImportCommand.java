package io.headgate.deploy.cli.prices;

import static java.util.stream.Collectors.joining;

import io.headgate.deploy.cli.Specs;
import io.headgate.deploy.cli.input.TextFile;
import io.headgate.metering.prices.LitellmList;
import io.headgate.metering.prices.PriceImport;
import io.headgate.metering.prices.PriceImport.Outcome;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.edit.NewPrice;
import io.headgate.schemas.catalog.edit.PriceEdit;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.process.OptionError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes the prices of a catalogue's models over from LiteLLM's list. */
@Command(
        name = "import",
        description = {
            "Compare the prices of a catalogue's models with LiteLLM's list, and write what differs into the file.",
            "Comments and order of the file stay. The list is a public estimate: your contract may say otherwise."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 compared, or written; 1 the catalogue is not valid, or would not be."})
final class ImportCommand implements Callable<Integer> {
    private final CatalogReader reader = new CatalogReader(Clock.systemUTC());

    @Parameters(
            paramLabel = "SOURCE",
            description = "model_prices_and_context_window.json: a file, or an https address.")
    private String source = "";

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "The catalogue.")
    private Path file = Path.of("catalog.yml");

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "The first day of the new prices, UTC (default: tomorrow).")
    private @Nullable LocalDate from;

    @Option(
            names = "--use",
            paramLabel = "MODEL=NAME",
            description = "Which entry of the list a model of the catalogue is, where that is not clear.")
    private Map<String, String> use = new TreeMap<>();

    @Option(names = "--dry-run", description = "Write nothing (the default).")
    private boolean dryRun;

    @Option(names = "--write", description = "Write the new prices into the file.")
    private boolean write;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (dryRun && write) {
            throw new OptionError("seen --dry-run and --write, allowed one of them");
        }
        String yaml = TextFile.read(file, "a catalogue");
        return switch (reader.read(yaml, CatalogRevision.NONE)) {
            case ReadCatalog.Valid valid -> compare(yaml, valid.catalogue());
            case ReadCatalog.Invalid invalid ->
                refused(invalid.problems().stream().map(Problem::toString).toList());
        };
    }

    private int compare(String yaml, Catalogue catalogue) throws IOException, InterruptedException {
        LocalDate day = from == null ? LocalDate.now(ZoneOffset.UTC).plusDays(1) : from;
        LitellmList list = LitellmList.read("SOURCE", PriceSource.read(source));
        Map<ModelName, Outcome> outcomes = PriceImport.of(catalogue, list, day, named(catalogue));
        PrintWriter out = Specs.out(spec);
        out.print(ImportReport.of(outcomes));
        Map<ModelName, NewPrice> prices = new TreeMap<>();
        outcomes.forEach((model, outcome) -> {
            if (outcome instanceof Outcome.Changed changed) {
                prices.put(model, changed.price());
            }
        });
        if (!prices.isEmpty() && write) {
            return write(yaml, prices, day);
        }
        if (!prices.isEmpty()) {
            out.println(
                    "Nothing is written. --write writes these prices into %s, in force from %s.".formatted(file, day));
        }
        out.flush();
        return 0;
    }

    private int write(String yaml, Map<ModelName, NewPrice> prices, LocalDate day) throws IOException {
        return switch (new PriceEdit(reader).write(yaml, prices)) {
            case PriceEdit.Edited.Written(String text) -> {
                Files.writeString(file, text);
                PrintWriter out = Specs.out(spec);
                out.println("Written into %s: %d prices, in force from %s. Put them in force: headgate apply -f %s"
                        .formatted(file, prices.size(), day, file));
                out.flush();
                yield 0;
            }
            case PriceEdit.Edited.Refused(List<String> problems) -> refused(problems);
        };
    }

    private Map<ModelName, String> named(Catalogue catalogue) {
        Map<ModelName, String> named = new TreeMap<>();
        use.forEach((model, name) -> {
            ModelName known = new ModelName(model);
            if (!catalogue.models().containsKey(known)) {
                throw new OptionError("--use: seen model '%s', allowed those of the catalogue: %s"
                        .formatted(
                                model,
                                catalogue.models().keySet().stream()
                                        .sorted()
                                        .map(ModelName::value)
                                        .collect(joining(", "))));
            }
            named.put(known, name);
        });
        return named;
    }

    private int refused(List<String> problems) {
        PrintWriter out = Specs.out(spec);
        problems.forEach(out::println);
        out.println("%s is as it was.".formatted(file));
        out.flush();
        return 1;
    }
}
