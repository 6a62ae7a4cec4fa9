package io.headgate.schemas.money;

import org.jspecify.annotations.Nullable;

/**
 * The tier that a provider says it served a request at: what a token costs depends on it. Only the reply knows it, as a tier
 * that was asked for may not have been to be had.
 */
public sealed interface ServiceTier {
    /** What is written where batch rates apply. */
    String BATCH_NAME = "batch";

    /** The ordinary price; also where a provider says nothing of tiers. */
    record Standard() implements ServiceTier {}

    /** A batch of the provider's own, or a request that is billed like one: OpenAI's {@code flex}. */
    record Batch() implements ServiceTier {}

    /**
     * A tier whose price nobody has quoted: dearer ones as {@code priority}, and what is paid for in advance.
     *
     * @param name as the provider says it: {@value #MAX_LENGTH} visible ASCII characters at most, and not {@code batch}
     */
    record Unquoted(String name) implements ServiceTier {
        /** More than any provider's word has. */
        public static final int MAX_LENGTH = 64;

        public Unquoted {
            if (!isWord(name) || name.equals(BATCH_NAME)) {
                throw new IllegalArgumentException(
                        "service tier: seen %d characters, allowed 1 to %d visible ones that are not '%s'"
                                .formatted(name.length(), MAX_LENGTH, BATCH_NAME));
            }
        }

        /** One by any name that a provider may give it; {@code unknown} where it is none that can be written down. */
        public static Unquoted of(String told) {
            return new Unquoted(isWord(told) && !told.equals(BATCH_NAME) ? told : "unknown");
        }

        private static boolean isWord(String name) {
            return !name.isEmpty()
                    && name.length() <= MAX_LENGTH
                    && name.chars().allMatch(character -> character > ' ' && character < 0x7f);
        }
    }

    /** The name in messages and in the books; null for the ordinary price. */
    default @Nullable String wireName() {
        return switch (this) {
            case Standard() -> null;
            case Batch() -> BATCH_NAME;
            case Unquoted(String name) -> name;
        };
    }

    /** What {@link #wireName} names. */
    static ServiceTier ofWireName(@Nullable String name) {
        if (name == null) {
            return new Standard();
        }
        return name.equals(BATCH_NAME) ? new Batch() : Unquoted.of(name);
    }

    /** Of usage that is part one, part the other: batch rates for none of it, and no known price where a part has none. */
    static ServiceTier ofBoth(ServiceTier one, ServiceTier other) {
        if (one.equals(other) || one instanceof Unquoted) {
            return one;
        }
        return other instanceof Unquoted ? other : new Standard();
    }
}
