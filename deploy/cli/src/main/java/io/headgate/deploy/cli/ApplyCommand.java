package io.headgate.deploy.cli;

import io.headgate.schemas.catalog.publish.CatalogPublisher;
import io.headgate.schemas.catalog.publish.Publication;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.id.CatalogRevision;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        sortOptions = false)
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

    @Spec
    private @Nullable CommandSpec spec;
