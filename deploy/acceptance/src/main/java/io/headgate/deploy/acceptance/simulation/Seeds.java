package io.headgate.deploy.acceptance.simulation;

import io.headgate.deploy.acceptance.simulation.judge.Judge;
import io.headgate.deploy.acceptance.simulation.judge.LimitWatch;
import io.headgate.deploy.acceptance.simulation.judge.Violation;
import io.headgate.deploy.acceptance.simulation.world.Mistake;
import io.headgate.deploy.acceptance.simulation.world.World;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** Runs one world for each of many seeds, as many at once as there are processors. */
public final class Seeds {
    private Seeds() {}

    /** A seed whose world broke a promise. */
    public record Failed(long seed, List<Violation> violations) {}

    /** What one seed leads to. */
    public record Replayed(List<String> trace, List<Violation> violations) {}

    /** All failed seeds of {@code first} and the ones behind it, in order. */
    public static List<Failed> run(long first, int count, Set<Mistake> mistakes) {
        return LongStream.range(first, first + count)
                .parallel()
                .mapToObj(seed -> new Failed(seed, run(seed, mistakes, false).violations()))
                .filter(failed -> !failed.violations().isEmpty())
                .toList();
    }

    /** Runs one seed again, and writes down what happens. */
    public static Replayed replay(long seed, Set<Mistake> mistakes) {
        return run(seed, mistakes, true);
    }

    private static Replayed run(long seed, Set<Mistake> mistakes, boolean traced) {
        World world = new World(seed, mistakes, traced);
        LimitWatch limits = new LimitWatch(world.catalogue(), World.CODECS, World.TOPICS);
        List<Violation> violations;
        try {
            violations = Judge.of(world.run(limits::committed), limits);
        } catch (RuntimeException bug) {
            violations = List.of(new Violation("machine", "it threw " + bug));
        }
        return new Replayed(world.trace(), violations);
    }
}
