package io.headgate.deploy.cli.tenants;

import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.deploy.cli.Specs;
import io.headgate.deploy.cli.input.TextFile;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.publish.CatalogTopic;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.catalog.read.ReadSettings;
import io.headgate.schemas.catalog.read.SettingsReader;
import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.PublishedCatalog;
import io.headgate.schemas.message.TenantSettings;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.OptionError;
import io.headgate.schemas.tenant.feed.TenantTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks a tenant's settings and puts them in force. */
@Command(
        name = "set",
        description = "Check a tenant's settings against the catalogue in force, and put them in force.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 in force; 1 refused, with every problem and its line."})
final class SetTenantCommand implements Callable<Integer> {
    @Mixin
    private final TenantParameter tenant = new TenantParameter();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "The settings, shaped as tenants.<tenant> in catalog.yml, or - for standard input.")
    private Path file = Path.of("-");

    @Option(names = "--dry-run", description = "Only check the file.")
    private boolean dryRun;

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TenantId id = tenant.id();
        String yaml = TextFile.read(file, "a tenant's settings, or - for standard input");
        KafkaConnection kafka = connect.kafka();
        Codecs codecs = connect.codecs();
        PrintWriter out = Specs.out(spec);
        ReadSettings read = new SettingsReader(kafka.topics())
                .read(
                        yaml,
                        id,
                        inForce(kafka, codecs),
                        System.getProperty("user.name", "unknown"),
                        Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS));
        int exit = switch (read) {
            case ReadSettings.Valid(TenantSettings settings) -> {
                if (!dryRun) {
                    new TenantTopic(kafka, codecs.tenantSettings()).set(settings);
                }
                out.println(
                        dryRun
                                ? "The settings of %s are valid.".formatted(id)
                                : "The settings of %s are in force.".formatted(id));
                yield 0;
            }
            case ReadSettings.Invalid(List<Problem> problems) -> {
                problems.forEach(out::println);
                out.println(
                        "Not set: %d %s.".formatted(problems.size(), problems.size() == 1 ? "problem" : "problems"));
                yield 1;
            }
        };
        out.flush();
        return exit;
    }

    private static Catalogue inForce(KafkaConnection kafka, Codecs codecs) {
        PublishedCatalog newest = new CatalogTopic(kafka, codecs.catalog())
                .newest()
                .orElseThrow(() -> new OptionError(
                        "No catalogue has been published. To apply one: headgate apply -f catalog.yml"));
        return switch (new CatalogReader(Clock.systemUTC()).read(newest.yaml(), newest.revision())) {
            case ReadCatalog.Valid valid -> valid.catalogue();
            case ReadCatalog.Invalid invalid ->
                throw new OptionError("Catalogue revision %s is not valid for this release: %s"
                        .formatted(newest.revision(), invalid.problems().getFirst()));
        };
    }
}
