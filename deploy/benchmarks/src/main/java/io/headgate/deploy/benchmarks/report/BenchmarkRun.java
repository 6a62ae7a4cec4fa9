package io.headgate.deploy.benchmarks.report;

import io.headgate.deploy.benchmarks.jvm.OtherWork;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * One run of a benchmark: scenarios one after another, others' use of the machine watched meanwhile, one table.
 *
 * @param line who asked for it, and where to write
 * @param json where the figures are written as well; null for nowhere
 * @param strict whether a missed target is an exit code
 */
public record BenchmarkRun(CommandLine line, @Nullable Path json, boolean strict) {
    private static final int MISSED = 3;
    /** More than this of all cores, and the machine was not ours: what a scenario lost to others is not known. */
    private static final Figure QUIET = Figure.percent(5);

    /** Measures into the rows. */
    @FunctionalInterface
    public interface Measuring<E extends Exception> {
        /** @param others is told of work that is ours, but no child's */
        void into(List<Row> rows, Progress progress, OtherWork others) throws InterruptedException, E;
    }

    /**
     * The scenarios of those names, in their order; all where none is named.
     *
     * @throws ParameterException when there is none of a name
     */
    public <S extends Enum<S>> List<S> chosen(S[] all, List<String> names) {
        return names.isEmpty()
                ? List.of(all)
                : names.stream().map(name -> named(all, name)).distinct().toList();
    }

    private <S extends Enum<S>> S named(S[] all, String name) {
        return Arrays.stream(all)
                .filter(known -> known.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        line,
                        "--only: scenario: seen '%s', allowed %s"
                                .formatted(
                                        name,
                                        Arrays.stream(all).map(Enum::toString).collect(Collectors.joining(", ")))));
    }

    /** Measures, tells what came of it, and returns the exit code. */
    public <E extends Exception> int of(Measuring<E> measuring) throws IOException, InterruptedException, E {
        Machine machine = Machine.here();
        List<Row> rows = new ArrayList<>();
        try {
            OtherWork others = OtherWork.watch();
            measuring.into(rows, new Progress(line.getErr()), others);
            others.percent()
                    .ifPresent(percent -> rows.add(Row.of("machine", "CPU used by others", Figure.percent(percent))
                            .wanted(new Target.AtMost(QUIET))));
        } finally {
            // What was measured before something broke is worth its while.
            report(machine, rows);
        }
        boolean missed = rows.stream().anyMatch(row -> !row.met().orElse(true));
        return strict && missed ? MISSED : 0;
    }

    private void report(Machine machine, List<Row> rows) throws IOException {
        PrintWriter out = line.getOut();
        out.println();
        out.print(new Table(rows));
        out.println();
        out.println(machine);
        out.flush();
        if (json != null) {
            JsonReport.write(json, machine, rows);
        }
    }
}
