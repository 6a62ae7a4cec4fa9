package io.headgate.api.replay;

import io.headgate.schemas.money.Money;
import java.util.List;

/**
 * How far a replay is.
 *
 * @param waiting not looked at yet; of a replay that was cancelled, never sent
 * @param sent in Kafka, the next two among them
 * @param completed of those that were sent
 * @param failed of those that were sent
 * @param costs of what has completed, one amount a currency
 * @param unpriced completed, for a price that nobody knows
 */
public record Progress(
        long waiting,
        long sent,
        long refused,
        long gone,
        long completed,
        long failed,
        List<Money> costs,
        long unpriced) {
    public Progress {
        costs = List.copyOf(costs);
    }

    public long total() {
        return waiting + sent + refused + gone;
    }
}
