package io.headgate.metering.rerate;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Rating;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One attempt at the prices of a catalogue.
 *
 * @param cost what it costs by them; empty when they do not tell: then the books stay as they are
 * @param corrections what makes the books say so, one for each currency; none when they do
 */
public record Rerating(BookedAttempt attempt, Optional<Money> cost, List<Correction> corrections) {
    public Rerating {
        corrections = List.copyOf(corrections);
    }

    /**
     * Rates an attempt at the price that was in force when it was dispatched. A model that the catalogue does not name or does not
     * price, an attempt that may have been billed for more than is known, and one that was served at a tier without a price,
     * are left as they are: what is not known does not replace what was booked.
     */
    public static Rerating of(BookedAttempt attempt, Catalogue catalogue) {
        Model model = catalogue.models().get(attempt.model());
        Price price = model == null ? null : model.priceAt(attempt.pricedAt()).orElse(null);
        if (price == null || attempt.mayBeMore()) {
            return new Rerating(attempt, Optional.empty(), List.of());
        }
        Price applying = price.applyingTo(attempt.usage());
        return switch (Rating.rate(attempt.usage(), applying)) {
            case Cost.Priced(Money cost) ->
                new Rerating(attempt, Optional.of(cost), corrections(attempt, applying, cost));
            case Cost.Unpriced _ -> new Rerating(attempt, Optional.empty(), List.of());
        };
    }

    private static List<Correction> corrections(BookedAttempt attempt, Price price, Money cost) {
        Map<Currency, Amounts> wanted =
                Map.of(price.currency(), new Amounts(cost.amount(), Rating.amounts(attempt.usage(), price)));
        boolean unpriced = attempt.booked().isEmpty();
        TreeSet<Currency> currencies = new TreeSet<>(Comparator.comparing(Currency::getCurrencyCode));
        currencies.addAll(attempt.booked().keySet());
        currencies.add(price.currency());
        List<Correction> corrections = new ArrayList<>();
        for (Currency currency : currencies) {
            Amounts difference = wanted.getOrDefault(currency, Amounts.NOTHING)
                    .minus(attempt.booked().getOrDefault(currency, Amounts.NOTHING));
            if (unpriced || difference.total().signum() != 0) {
                corrections.add(new Correction(attempt.key(), currency, difference, price, unpriced));
            }
        }
        return corrections;
    }
}
