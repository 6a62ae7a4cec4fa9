package io.headgate.schemas.money;

/** What usage costs: an exact amount, or {@link Unpriced} where a price is not known. Unpriced is never zero. */
public sealed interface Cost {
    /** A known cost. */
    record Priced(Money amount) implements Cost {}

    /** No price is known for what was used; {@code reason} says for what. */
    record Unpriced(String reason) implements Cost {}
}
