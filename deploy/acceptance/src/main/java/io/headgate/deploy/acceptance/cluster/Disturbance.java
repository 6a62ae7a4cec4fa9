package io.headgate.deploy.acceptance.cluster;

import java.time.Duration;

/** What a {@link TcpProxy} does to what passes through it. */
public sealed interface Disturbance {
    /** All passes at once. */
    Disturbance NONE = new None();

    /** Nothing. */
    record None() implements Disturbance {}

    /** Whatever passes is held for so long, in both directions. */
    record Delay(Duration by) implements Disturbance {
        public Delay {
            if (by.isNegative() || by.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException("delay: seen %s, allowed 0 to 1 minute".formatted(by));
            }
        }
    }

    /** Open connections are reset (RST), and new ones as soon as they are made. */
    record Reset() implements Disturbance {}

    /** Nothing passes, and nobody is told; new connections are taken and lead nowhere. Later all goes on. */
    record BlackHole() implements Disturbance {}

    /** Towards the client, connections that are open are ended (FIN); the other direction, and new ones, stay. */
    record HalfClose() implements Disturbance {}
}
