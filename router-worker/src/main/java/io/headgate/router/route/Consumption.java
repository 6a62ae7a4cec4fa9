package io.headgate.router.route;

/**
 * What requests were seen to take.
 *
 * @param outputTokens of one request, its choices together; NaN when not known
 * @param inputRatio tokens the provider reports for each that was estimated; 1 when not known
 * @param cachedShare of the input that the provider read from its cache, 0 to 1; 0 when not known
 */
public record Consumption(double outputTokens, double inputRatio, double cachedShare) {
    public static final Consumption UNKNOWN = new Consumption(Double.NaN, 1, 0);

    public Consumption {
        boolean right = !(outputTokens < 0) && inputRatio > 0 && cachedShare >= 0 && cachedShare <= 1;
        if (!right || Double.isInfinite(inputRatio) || Double.isInfinite(outputTokens)) {
            throw new IllegalArgumentException(
                    "consumption: seen %s output tokens, ratio %s, share %s, allowed 0 or more, above 0, 0 to 1"
                            .formatted(outputTokens, inputRatio, cachedShare));
        }
    }

    /** How much output is to be expected of a request that may have {@code cap} tokens: all of them until more is known. */
    long expectedOutput(long cap) {
        return Double.isNaN(outputTokens) ? cap : Math.min(cap, Math.max(1, Math.round(outputTokens)));
    }

    /** How many are to be held where {@code estimated} were estimated: no fewer, whoever was seen to count fewer. */
    long heldInput(long estimated) {
        return inputRatio <= 1 ? estimated : (long) Math.ceil(estimated * inputRatio);
    }

    /** How many tokens a provider is expected to count where {@code estimated} were estimated. */
    long expectedInput(long estimated) {
        return Math.round(estimated * inputRatio);
    }
}
