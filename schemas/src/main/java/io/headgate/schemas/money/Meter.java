package io.headgate.schemas.money;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is counted and priced. Meters are disjoint: a token is in exactly one of them. */
public enum Meter {
    /** Input tokens not read from a cache. */
    INPUT(Per.MILLION),
    /** Input tokens read from the provider's cache. */
    CACHE_READ(Per.MILLION),
    /** Input tokens written to the provider's cache for five minutes. */
    CACHE_WRITE_5M(Per.MILLION),
    /** Input tokens written to the provider's cache for an hour. */
    CACHE_WRITE_1H(Per.MILLION),
    /** Output tokens that are not reasoning. */
    OUTPUT(Per.MILLION),
    /** Output tokens spent on reasoning. */
    REASONING(Per.MILLION),
    /** Requests answered. */
    REQUEST(Per.ONE),
    /** Whole seconds of machine time. */
    SECOND(Per.ONE);

    private static final Map<String, Meter> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Meter::wireName, meter -> meter));

    private final Per per;
    private final String wireName;

    Meter(Per per) {
        this.per = per;
        this.wireName = name().toLowerCase(Locale.ROOT);
    }

    /** How many units a catalogue price is for: a million tokens, or one request or second. */
    public int unitsPerPrice() {
        return per == Per.MILLION ? 1_000_000 : 1;
    }

    public boolean isTokens() {
        return per == Per.MILLION;
    }

    public boolean isInput() {
        return this == INPUT || this == CACHE_READ || this == CACHE_WRITE_5M || this == CACHE_WRITE_1H;
    }

    /** The name in the catalogue, in messages and in tables: {@code cache_read}. */
    public String wireName() {
        return wireName;
    }

    public static Optional<Meter> ofWireName(String name) {
        return Optional.ofNullable(BY_WIRE_NAME.get(name));
    }

    private enum Per {
        ONE,
        MILLION
    }
}
