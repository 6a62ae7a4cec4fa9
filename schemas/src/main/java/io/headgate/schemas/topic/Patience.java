package io.headgate.schemas.topic;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A created topic is known to the brokers a moment later, and to each of them at another. */
final class Patience {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Patience() {}

    /** Asks until the answer is yes; false when it was not within {@code longest}, or on interruption. */
    static boolean until(BooleanSupplier question, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        while (!question.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
