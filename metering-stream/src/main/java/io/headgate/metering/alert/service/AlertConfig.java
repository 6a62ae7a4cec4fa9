package io.headgate.metering.alert.service;

import java.time.Duration;

/**
 * How alerting runs.
 *
 * @param lookEvery how often the books are looked at, 100 ms or more
 * @param deliverEvery how often the outbox is, 10 ms or more
 */
public record AlertConfig(Duration lookEvery, Duration deliverEvery) {
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(100);
    private static final Duration SHORTEST_DELIVERY = Duration.ofMillis(10);

    public AlertConfig {
        atLeast("lookEvery", lookEvery, SHORTEST_LOOK);
        atLeast("deliverEvery", deliverEvery, SHORTEST_DELIVERY);
    }

    public static AlertConfig defaults() {
        return new AlertConfig(Duration.ofSeconds(15), Duration.ofSeconds(1));
    }

    private static void atLeast(String name, Duration seen, Duration least) {
        if (seen.compareTo(least) < 0) {
            throw new IllegalArgumentException("alerts, %s: seen %s, allowed %s or more".formatted(name, seen, least));
        }
    }
}
