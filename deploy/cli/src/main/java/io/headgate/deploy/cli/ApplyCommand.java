package io.headgate.deploy.cli;

import io.headgate.deploy.cli.input.TextFile;
import io.headgate.schemas.catalog.publish.CatalogPublisher;
import io.headgate.schemas.catalog.publish.Publication;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.Topics;
import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks a catalogue and puts it in force. */
@Command(
        name = "apply",
        description = "Check a catalogue, make the topics it needs, and put it in force in every running process.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 in force; 1 refused, with every problem and its line; 3 another revision is in force."
        })
final class ApplyCommand implements Callable<Integer> {
    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "The catalogue, or - for standard input.")
    private Path file = Path.of("-");

    @Option(
            names = "--expect-revision",
            paramLabel = "N",
            description = "Refuse when another revision than N is in force (0: none yet).")
    private @Nullable Long expected;

    @Option(names = "--dry-run", description = "Only check the file; needs no cluster.")
    private boolean dryRun;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Of new topics; for those keyed by tenant it never changes (default: 8).")
    private int partitions = 8;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "Of new topics (default: 3, or as many as a smaller cluster has brokers).")
    private @Nullable Short replicationFactor;

    @Mixin
    private final OutputFormat output = new OutputFormat();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        String yaml = TextFile.read(file, "a catalogue, or - for standard input");
        PublicationReport report = new PublicationReport(Specs.out(spec), output.json());
        if (dryRun) {
            return report.print(check(yaml, connect.topics()));
        }
        KafkaConnection kafka = connect.kafka();
        CatalogPublisher publisher = new CatalogPublisher(
                kafka,
                connect.codecs().catalog(),
                Topics.creator(kafka, Topics.partitions(kafka, partitions, replicationFactor)),
                Clock.systemUTC());
        return report.print(
                expected == null
                        ? publisher.publish(yaml, publisherName())
                        : publisher.publish(yaml, new CatalogRevision(expected), publisherName()));
    }

    /** Who publishes, for the history: the user of this machine. */
    static String publisherName() {
        return System.getProperty("user.name", "unknown");
    }

    private static Publication check(String yaml, TopicNames own) {
        return switch (new CatalogReader(Clock.systemUTC(), own).read(yaml, CatalogRevision.NONE)) {
            case ReadCatalog.Valid valid -> new Publication.Published(CatalogRevision.NONE, valid.warnings());
            case ReadCatalog.Invalid(List<Problem> problems) -> new Publication.Refused(problems);
        };
    }
}
