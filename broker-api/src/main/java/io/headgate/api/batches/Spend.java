package io.headgate.api.batches;

import io.headgate.schemas.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What attempts of a batch cost, in one currency.
 *
 * @param attempts calls to providers, failed ones among them
 * @param cost null for attempts without a price: their cost is not known, which is not zero
 */
public record Spend(long attempts, @Nullable Money cost) {}
