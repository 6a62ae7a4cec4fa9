package io.headgate.deploy.acceptance.simulation;

import io.headgate.deploy.acceptance.simulation.Seeds.Failed;
import io.headgate.deploy.acceptance.simulation.world.Mistake;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headgate simulate}: many small worlds, each from its seed, held against what we promise. */
@Command(
        name = "simulate",
        description = "Run the machines of all services through thousands of small worlds, each from its seed.",
        mixinStandardHelpOptions = true)
public final class Simulate implements Callable<Integer> {
    private static final int SHOWN = 10;

    @Option(names = "--seeds", defaultValue = "10000", description = "How many worlds. Default: ${DEFAULT-VALUE}.")
    private int seeds = 10_000;

    @Option(names = "--seed", description = "The first seed; drawn and printed where it is not given.")
    private @Nullable Long first;

    @Option(names = "--replay", description = "Run this one seed again.")
    private @Nullable Long replayed;

    @Option(names = "-v", description = "With --replay: print all that happens, and what the machines log.")
    private boolean verbose;

    @Option(names = "--mistake", description = "Plant a mistake, to see it found: ${COMPLETION-CANDIDATES}.")
    private @Nullable Mistake mistake;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (seeds < 1) {
            throw new ParameterException(spec.commandLine(), "--seeds: seen %d, allowed 1 or more".formatted(seeds));
        }
        if (!verbose) {
            Quiet.make();
        }
        Set<Mistake> mistakes = mistake == null ? Set.of() : EnumSet.of(mistake);
        PrintWriter out = spec.commandLine().getOut();
        return replayed == null ? run(mistakes, out) : replay(replayed, mistakes, out);
    }

    private int run(Set<Mistake> mistakes, PrintWriter out) {
        long from = first == null ? ThreadLocalRandom.current().nextLong(1_000_000_000) : first;
        out.printf("seeds %d to %d%n", from, from + seeds - 1);
        out.flush();
        long began = System.nanoTime();
        List<Failed> failed = Seeds.run(from, seeds, mistakes);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        for (Failed one : failed.subList(0, Math.min(SHOWN, failed.size()))) {
            out.printf("%nseed %d%n", one.seed());
            one.violations().forEach(violation -> out.println("  " + violation));
            out.printf(
                    "  again: ./headgate simulate --replay %d -v%s%n",
                    one.seed(), mistake == null ? "" : " --mistake " + mistake);
        }
        out.printf(
                "%d of %d seeds failed; %.1f s, %.0f seeds a minute%n",
                failed.size(), seeds, took.toMillis() / 1000.0, seeds * 60_000.0 / Math.max(1, took.toMillis()));
        out.flush();
        return failed.isEmpty() ? 0 : 1;
    }

    private int replay(long seed, Set<Mistake> mistakes, PrintWriter out) {
        Seeds.Replayed again = Seeds.replay(seed, mistakes);
        if (verbose || !again.violations().isEmpty()) {
            again.trace().forEach(out::println);
        }
        again.violations().forEach(out::println);
        out.printf("seed %d: %s%n", seed, again.violations().isEmpty() ? "all holds" : "it fails");
        out.flush();
        return again.violations().isEmpty() ? 0 : 1;
    }
}
