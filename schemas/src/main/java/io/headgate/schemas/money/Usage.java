package io.headgate.schemas.money;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an attempt used, by meter. A meter that is absent was not used; quantities are not negative.
 *
 * @param source whether the provider reported it or we estimated it
 * @param tier at which the provider served it
 */
public record Usage(Map<Meter, Long> quantities, Source source, ServiceTier tier) {
    /** Where the quantities come from. */
    public enum Source {
        REPORTED,
        ESTIMATED
    }

    public Usage {
        EnumMap<Meter, Long> used = new EnumMap<>(Meter.class);
        quantities.forEach((meter, quantity) -> {
            if (quantity < 0) {
                throw new IllegalArgumentException(
                        "usage, %s: seen %d, allowed 0 or more".formatted(meter.wireName(), quantity));
            }
            if (quantity > 0) {
                used.put(meter, quantity);
            }
        });
        quantities = Collections.unmodifiableMap(used);
    }

    /** At the ordinary price. */
    public Usage(Map<Meter, Long> quantities, Source source) {
        this(quantities, source, new ServiceTier.Standard());
    }

    /** The same, served at another tier. */
    public Usage at(ServiceTier served) {
        return new Usage(quantities, source, served);
    }

    public static Usage none() {
        return new Usage(Map.of(), Source.REPORTED);
    }

    public long of(Meter meter) {
        return quantities.getOrDefault(meter, 0L);
    }

    /** All input tokens, cached ones included. */
    public long inputTokens() {
        return sum(true);
    }

    /** All output tokens, reasoning included. */
    public long outputTokens() {
        return sum(false);
    }

    private long sum(boolean input) {
        long sum = 0;
        for (Map.Entry<Meter, Long> used : quantities.entrySet()) {
            if (used.getKey().isTokens() && used.getKey().isInput() == input) {
                sum += used.getValue();
            }
        }
        return sum;
    }
}
