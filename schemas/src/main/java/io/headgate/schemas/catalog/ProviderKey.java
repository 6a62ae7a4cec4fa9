package io.headgate.schemas.catalog;

/**
 * One key of a provider's account.
 *
 * @param weight its calls for each call by a key of weight 1, 1 to {@value #MAX_WEIGHT}
 */
public record ProviderKey(SecretRef reference, int weight) {
    public static final int MAX_WEIGHT = 1000;

    public ProviderKey {
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException(
                    "key %s: seen weight %d, allowed 1 to %d".formatted(reference, weight, MAX_WEIGHT));
        }
    }
}
