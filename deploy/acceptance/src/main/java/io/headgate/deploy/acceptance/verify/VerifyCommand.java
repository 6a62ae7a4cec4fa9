package io.headgate.deploy.acceptance.verify;

import io.headgate.deploy.acceptance.checker.Checker;
import io.headgate.deploy.acceptance.checker.Installation;
import io.headgate.deploy.acceptance.checker.Quiet;
import io.headgate.deploy.acceptance.checker.Verdict;
import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.deploy.cli.OutputFormat;
import io.headgate.deploy.cli.Specs;
import io.headgate.deploy.standalone.Connection;
import io.headgate.schemas.process.Database;
import io.headgate.schemas.process.DatabaseOptions;
import io.headgate.schemas.process.KafkaConnection;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges an installation by its topics, its books and its providers' bill. */
@Command(
        name = "verify",
        description = {
            "Judge an installation by its topics, its books and its simulated providers' bill.",
            "",
            "Waits until nothing moves, then reads every topic from the beginning, committed records only, and judges"
                    + " the invariants I1 to I16. Reads, and changes nothing. Without --bootstrap-server it judges"
                    + " what `headgate up` runs here.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all that could be judged holds",
            "1:something could not be read",
            "2:the command line is wrong",
            "4:something is broken: the ids are listed",
            "5:something still moved when the wait was over; what was judged then holds"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class VerifyCommand implements Callable<Integer> {
    private static final int BROKEN = 4;
    private static final int MOVING = 5;

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--simulator",
            paramLabel = "URL",
            description = "The simulator that plays the providers, as http://HOST:PORT. Without one, what providers"
                    + " received and billed is not judged.")
    private @Nullable URI simulator;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = "A provider that the simulator plays; may be repeated (default: all that it knows).")
    private List<String> providers = List.of();

    @Option(
            names = "--logs",
            paramLabel = "PATH",
            description = "A file, or a directory of files, that its processes log to; may be repeated.")
    private List<Path> logs = List.of();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for everything to be at rest (default: 120); 0 judges at once.")
    private int wait = 120;

    @Mixin
    private final OutputFormat output = new OutputFormat();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Installation installation = installation();
        PrintWriter progress = Specs.err(spec);
        boolean atRest = wait == 0 || atRest(installation, progress);
        Verdict verdict = Checker.judge(installation, line -> {
            progress.println(line);
            progress.flush();
        });
        PrintWriter out = Specs.out(spec);
        out.println(output.json() ? verdict.json() : verdict.text());
        out.flush();
        return !verdict.holds() ? BROKEN : atRest ? 0 : MOVING;
    }

    private boolean atRest(Installation installation, PrintWriter progress) throws InterruptedException {
        progress.println("Waiting until nothing moves …");
        progress.flush();
        return switch (Quiet.await(installation, Duration.ofSeconds(wait))) {
            case Quiet.Outcome.AtRest _ -> true;
            case Quiet.Outcome.Moving(String what) -> {
                progress.println("Not at rest after %d s (%s); judged all the same.".formatted(wait, what));
                yield false;
            }
        };
    }

    private Installation installation() {
        KafkaConnection kafka = connect.kafka();
        return new Installation(
                kafka.bootstrapServers(),
                kafka.properties(),
                kafka.topics().prefix(),
                books(),
                connect.registry().map(URI::create).orElse(null),
                simulator != null
                        ? simulator
                        : connect.running().map(Connection::simulator).orElse(null),
                providers,
                logs,
                Installation.Canaries.NONE);
    }

    /** A cluster that is named has no books unless they are named too. */
    private Installation.@Nullable Books books() {
        Optional<Database> found = database.given()
                ? Optional.of(connect.database(database))
                : connect.running().map(Connection::database);
        return found.map(books -> new Installation.Books(books.url(), books.user(), books.password()))
                .orElse(null);
    }
}
