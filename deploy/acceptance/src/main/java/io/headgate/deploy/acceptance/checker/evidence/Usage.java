package io.headgate.deploy.acceptance.checker.evidence;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Units by meter; a meter that was not used is absent.
 *
 * @param estimated whether Headgate counted, since the provider did not say
 * @param tier that it was served at: {@value #BATCH} for batch rates, another word for a tier without a price; null for the
 *     ordinary one
 */
public record Usage(
        Map<String, Long> quantities,
        boolean estimated,
        @Nullable String tier) {
    /** The tier at batch rates. */
    public static final String BATCH = "batch";

    /** Meters whose tokens are input. */
    public static final List<String> INPUT = List.of("input", "cache_read", "cache_write_5m", "cache_write_1h");

    /** Meters whose tokens are output. */
    public static final List<String> OUTPUT = List.of("output", "reasoning");

    public Usage {
        quantities = Map.copyOf(quantities);
    }

    /** Served at the ordinary price. */
    public Usage(Map<String, Long> quantities, boolean estimated) {
        this(quantities, estimated, null);
    }

    public long of(String meter) {
        return quantities.getOrDefault(meter, 0L);
    }

    public long inputTokens() {
        return INPUT.stream().mapToLong(this::of).sum();
    }

    public long outputTokens() {
        return OUTPUT.stream().mapToLong(this::of).sum();
    }

    public long tokens() {
        return inputTokens() + outputTokens();
    }

    /** The meters in one order, for sentences. */
    @Override
    public String toString() {
        return new TreeMap<>(quantities) + (estimated ? " estimated" : "") + (tier == null ? "" : " at " + tier);
    }
}
