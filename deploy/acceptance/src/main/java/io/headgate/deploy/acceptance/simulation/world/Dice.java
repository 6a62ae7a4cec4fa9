package io.headgate.deploy.acceptance.simulation.world;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** All that happens by chance in a world, from its seed. */
public final class Dice {
    private final RandomGenerator random;

    public Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    RandomGenerator random() {
        return random;
    }

    /** True in so many of a hundred. */
    boolean percent(int hundredths) {
        return random.nextInt(100) < hundredths;
    }

    /** From {@code least} to {@code most}, both included. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    Duration millis(int least, int most) {
        return Duration.ofMillis(between(least, most));
    }

    <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
