package io.headgate.deploy.cli.demo;

import io.headgate.deploy.cli.Specs;
import io.headgate.deploy.cli.results.ResultTail;
import io.headgate.deploy.cli.submit.PromptFile;
import io.headgate.deploy.cli.submit.PromptLine;
import io.headgate.deploy.standalone.SimulatedProviders;
import io.headgate.deploy.standalone.Standalone;
import io.headgate.deploy.standalone.StandaloneConfig;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.publish.Publication;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.process.StopSignal;
import io.headgate.schemas.telemetry.Logs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the whole thing once, on servers of its own, and checks the books against the providers' bills. */
@Command(
        name = "demo",
        description =
                "Start everything, publish a batch of prompts to the topic, show what happened, and check the books.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit code 0 only if every check holds. Nothing is left running."})
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--live",
            description = "Use real providers, those whose keys are in the environment (OPENAI_API_KEY and the like)."
                    + " This costs money: a dozen short prompts.")
    private boolean live;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        PrintWriter out = Specs.out(spec);
        Instant start = Instant.now();
        Logs.onlyTrouble();
        try (StopSignal stop = StopSignal.listen();
                DemoProviders providers = live ? LiveProviders.inEnvironment(System.getenv()) : simulated()) {
            say(out, "Starting Kafka, Postgres, router, workers, metering and API …");
            try (Standalone standalone = Standalone.start(StandaloneConfig.temporary());
                    ResultTail tail = ResultTail.fromEnd(standalone.connection().kafka(), standalone.codecs())) {
                Catalogue catalogue = apply(standalone, providers.catalog());
                say(out, "Up after %.1f s. Providers: %s".formatted(seconds(start), providers.description()));
                Report report = new Report(out);
                Batch batch = new Batch(standalone.connection().kafka(), tail, stop);
                runPrompts(batch, report, out);
                Optional<FormatComparison> formats = runFormats(batch, providers.formats(), report, out);
                if (stop.given()) {
                    say(out, "Stopped before the end; nothing was checked.");
                    return 1;
                }
                boolean good = books(report, standalone, catalogue, providers, batch, formats);
                say(out, good ? "All checks hold. %.1f s in all.".formatted(seconds(start)) : "A check does not hold.");
                return good ? 0 : 1;
            }
        }
    }

    private void runPrompts(Batch batch, Report report, PrintWriter out) throws IOException, InterruptedException {
        List<PromptLine> prompts = prompts(live ? LiveProviders.PROMPTS : Integer.MAX_VALUE);
        say(out, "Publishing %d prompts to %s …".formatted(prompts.size(), batch.topic()));
        Progress progress = new Progress(out, prompts.size());
        batch.run(prompts, () -> progress.show(batch.tally()));
        progress.end(batch.tally());
        report.results(batch.tally());
        report.latency(batch.tally());
    }

    /** Empty where there is no provider of each format. */
    private static Optional<FormatComparison> runFormats(
            Batch batch, List<String> formats, Report report, PrintWriter out)
            throws IOException, InterruptedException {
        if (formats.isEmpty()) {
            return Optional.empty();
        }
        List<FormatPrompt> prompts = FormatPrompt.all();
        say(
                out,
                "Publishing the same %d prompts to providers of %d formats …"
                        .formatted(prompts.size(), formats.size()));
        List<PromptLine> lines = prompts.stream()
                .flatMap(prompt -> formats.stream().filter(prompt::saidBy).map(prompt::in))
                .toList();
        batch.run(lines, () -> {});
        FormatComparison comparison =
                FormatComparison.of(formats, prompts, batch.tally().results());
        report.formats(comparison);
        return Optional.of(comparison);
    }

    private static Catalogue apply(Standalone standalone, String yaml) {
        return switch (standalone.publish(yaml, "demo")) {
            case Publication.Published(CatalogRevision revision, var _) -> read(yaml, revision);
            case Publication.Unchanged(CatalogRevision revision) -> read(yaml, revision);
            case Publication.Conflict _, Publication.Refused _ ->
                throw new IllegalStateException("the demo's own catalogue was refused");
        };
    }

    private static Catalogue read(String yaml, CatalogRevision revision) {
        if (new CatalogReader(Clock.systemUTC()).read(yaml, revision) instanceof ReadCatalog.Valid valid) {
            return valid.catalogue();
        }
        throw new IllegalStateException("a published catalogue is valid");
    }

    private static boolean books(
            Report report,
            Standalone standalone,
            Catalogue catalogue,
            DemoProviders providers,
            Batch batch,
            Optional<FormatComparison> formats)
            throws SQLException, InterruptedException {
        Tally tally = batch.tally();
        try (Books books = Books.open(standalone.connection().database())) {
            Verdict.BookState state = settled(books, tally);
            report.spend(books.spend());
            report.whatIf(WhatIf.all(catalogue, tally.results()), state.ledger().cost());
            Verdict verdict = Verdict.of(batch.published(), tally, state, providers.bills());
            verdict = formats.map(FormatComparison::verdict).map(verdict::and).orElse(verdict);
            report.verdict(verdict);
            return verdict.holds();
        }
    }

    /** The books once they have every attempt that the results tell of, or as they are when patience ends. */
    private static Verdict.BookState settled(Books books, Tally tally) throws SQLException, InterruptedException {
        Instant end = Instant.now().plusSeconds(20);
        Books.Sum ledger = books.ledger();
        Books.Sum rollups = books.rollups();
        while ((ledger.attempts() < tally.attempts() || !ledger.sameAs(rollups))
                && Instant.now().isBefore(end)) {
            Thread.sleep(Duration.ofMillis(50));
            ledger = books.ledger();
            rollups = books.rollups();
        }
        return new Verdict.BookState(books.completedByProvider(), ledger, rollups, books.unknown());
    }

    private static List<PromptLine> prompts(int limit) throws IOException {
        try (InputStream in = DemoCommand.class.getResourceAsStream("/demo/prompts.jsonl")) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: /demo/prompts.jsonl");
            }
            List<PromptLine> all =
                    PromptFile.read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
            return all.subList(0, Math.min(limit, all.size()));
        }
    }

    private static DemoProviders simulated() {
        return new DemoProviders.Simulated(SimulatedProviders.start());
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 1000.0;
    }
}
