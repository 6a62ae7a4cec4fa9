package io.headgate.metering.alert.books;

import java.time.Instant;

/**
 * Deliveries to one receiver that failed and are tried again.
 *
 * @param receiver {@code topic}, or {@code webhook:<name>}
 * @param alerts how many, 1 or more
 * @param since when the oldest of them was to be told
 * @param problem why the latest of them failed
 */
public record Failing(String receiver, long alerts, Instant since, String problem) {}
