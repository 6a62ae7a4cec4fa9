package io.headgate.deploy.acceptance.chaos.plan;

import io.headgate.deploy.acceptance.cluster.ClusterShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Draws a plan from a seed. The same seed, shape, time and number of kills give the same plan. */
public final class Planner {
    /** Left in peace at the beginning, so that there is something to disturb. */
    private static final Duration PEACE = Duration.ofSeconds(8);

    /** Left at the end, so that a kill point is still reached, and a recovery still seen. */
    private static final Duration REST = Duration.ofSeconds(15);

    private static final Duration LEAST_LOAD = Duration.ofSeconds(30);

    /** What a fault takes at least on average, for choosing how many there are. */
    private static final long SECONDS_EACH = 6;

    private static final int LEAST_OTHERS = 3;
    /**
     * How often each other way to go wrong comes at most: in a long run there would else be a fault at every moment, and
     * nothing to see but what is disturbed.
     */
    private static final int MOST_OF_EACH = 3;

    private Planner() {}

    /**
     * Draws a plan.
     *
     * @param load how long requests are published; the last fault begins before its end
     * @param kills 1 or more; other faults fill the time between them, each kind three times at most
     */
    public static FaultPlan draw(long seed, ClusterShape shape, Duration load, int kills) {
        if (kills < 1 || load.compareTo(LEAST_LOAD) < 0) {
            throw new IllegalArgumentException(
                    "plan: seen %d kills in %s, allowed 1 or more in %s or more".formatted(kills, load, LEAST_LOAD));
        }
        Draw draw = new Draw(seed, shape);
        List<Fault> faults = new ArrayList<>();
        for (int number = 0; number < kills; number++) {
            faults.add(draw.kill(number));
        }
        faults.addAll(others(draw, (int) Math.max(LEAST_OTHERS, load.toSeconds() / SECONDS_EACH - kills)));
        draw.shuffle(faults);
        return new FaultPlan(spread(faults, load.minus(PEACE).minus(REST)));
    }

    private static List<Fault> others(Draw draw, int count) {
        List<Fault> others = new ArrayList<>();
        for (int round = 0; round < MOST_OF_EACH; round++) {
            for (Supplier<Fault> next : draw.others()) {
                if (others.size() < count) {
                    others.add(next.get());
                }
            }
        }
        return others;
    }

    /** One after another, each with time in proportion to what it takes. */
    private static List<FaultPlan.Planned> spread(List<Fault> faults, Duration time) {
        long all = faults.stream().mapToLong(fault -> fault.lasts().toMillis()).sum();
        List<FaultPlan.Planned> planned = new ArrayList<>();
        long before = 0;
        for (Fault fault : faults) {
            planned.add(new FaultPlan.Planned(PEACE.plusMillis(time.toMillis() * before / all), fault));
            before += fault.lasts().toMillis();
        }
        return planned;
    }
}
