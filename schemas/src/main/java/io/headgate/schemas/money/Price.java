package io.headgate.schemas.money;

import io.headgate.schemas.id.PriceId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs from a moment on. It is <em>plain</em> when it has neither batch rates nor context tiers: then each
 * meter has one rate, whatever the request is like. {@link #applyingTo} makes it plain.
 *
 * @param effectiveFrom the first moment it is in force; it ends where the model's next price begins
 * @param rates per meter, for {@link Meter#unitsPerPrice()} units; not negative, at most {@value #MAX_DECIMALS} decimals
 * @param batch rates of what is served at {@link ServiceTier.Batch}; a meter that is not among them costs what it does
 *     otherwise
 * @param above by threshold, ascending, each once
 */
public record Price(
        PriceId id,
        Instant effectiveFrom,
        Currency currency,
        Map<Meter, BigDecimal> rates,
        Map<Meter, BigDecimal> batch,
        List<ContextTier> above) {
    /** With {@link Money#SCALE} decimals of money this makes a cost per single token exact. */
    public static final int MAX_DECIMALS = 12;

    public Price {
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("price %s: seen no rates, allowed one or more meters".formatted(id));
        }
        rates = Rates.checked("price " + id, rates);
        batch = Rates.checked("price " + id + ", batch", batch);
        above = above.stream()
                .sorted(Comparator.comparingLong(ContextTier::inputTokens))
                .toList();
        for (int i = 1; i < above.size(); i++) {
            if (above.get(i).inputTokens() == above.get(i - 1).inputTokens()) {
                throw new IllegalArgumentException("price %s: seen two tiers above %d, allowed one"
                        .formatted(id, above.get(i).inputTokens()));
            }
        }
    }

    /** A plain price. */
    public Price(PriceId id, Instant effectiveFrom, Currency currency, Map<Meter, BigDecimal> rates) {
        this(id, effectiveFrom, currency, rates, Map.of(), List.of());
    }

    public boolean isPlain() {
        return batch.isEmpty() && above.isEmpty();
    }

    /**
     * The plain price that a request is billed at: the rates, over them those of the highest tier that its input exceeds,
     * over them those of a batch. A tier has batch rates of its own: where it has none, batches of that size cost what the
     * tier says. Of what was served at a tier that has no price it is the ordinary one, and {@link Rating} does not use it.
     *
     * <p>Its id says which rates they are, so that an id and a meter have one rate for ever: {@code id},
     * {@code id+above-200000}, {@code id+batch}, {@code id+above-200000+batch}.
     */
    public Price applyingTo(Usage usage) {
        if (isPlain()) {
            return this;
        }
        ContextTier tier = tierOf(usage.inputTokens());
        Map<Meter, BigDecimal> discount = discount(usage.tier(), tier);
        String name = id.value()
                + (tier == null ? "" : "+above-" + tier.inputTokens())
                + (discount.isEmpty() ? "" : "+batch");
        Map<Meter, BigDecimal> ofSize = tier == null ? rates : Rates.laidOver(rates, tier.rates());
        return new Price(new PriceId(name), effectiveFrom, currency, Rates.laidOver(ofSize, discount));
    }

    private Map<Meter, BigDecimal> discount(ServiceTier served, @Nullable ContextTier size) {
        return switch (served) {
            case ServiceTier.Batch() -> size == null ? batch : size.batch();
            case ServiceTier.Standard(), ServiceTier.Unquoted _ -> Map.of();
        };
    }

    private @Nullable ContextTier tierOf(long inputTokens) {
        ContextTier reached = null;
        for (ContextTier tier : above) {
            if (inputTokens > tier.inputTokens()) {
                reached = tier;
            }
        }
        return reached;
    }
}
