package io.headgate.api.batches.run;

import java.util.Random;

/** Kills whoever passes, now and then. */
final class Mishaps {
    /** The process is gone. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Random random;
    private double chance;

    Mishaps(Random random, double chance) {
        this.random = random;
        this.chance = chance;
    }

    void pass() {
        if (random.nextDouble() < chance) {
            throw new Killed();
        }
    }

    void end() {
        chance = 0;
    }
}
