package io.headgate.deploy.benchmarks.report;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What every benchmark is asked about its report. */
public final class ReportOptions {
    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as well, as JSON.")
    private @Nullable Path json;

    @Option(names = "--strict", description = "Exit with 3 when a target was missed.")
    private boolean strict;

    /** A run that reports so. */
    public BenchmarkRun run(CommandLine line) {
        return new BenchmarkRun(line, json, strict);
    }
}
