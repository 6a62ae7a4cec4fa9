package io.headgate.metering.prices;

import java.util.List;

/** What a list has for a model. */
public sealed interface Listing {
    /** A price. */
    record Found(ListedPrice price) implements Listing {}

    /** Nothing. */
    record Absent() implements Listing {}

    /** Entries that differ; which one is meant has to be said. */
    record Ambiguous(List<String> names) implements Listing {}

    /** An entry that is no price; {@code reason} says why. */
    record Unusable(String name, String reason) implements Listing {}
}
