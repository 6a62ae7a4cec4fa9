package io.headgate.schemas.catalog.edit;

import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A price that is to be written into a catalogue. Two that say the same are equal, however many zeros their rates end in.
 *
 * @param from the first day (UTC) it is in force
 * @param rates one or more, as in {@link Price}
 */
public record NewPrice(
        LocalDate from,
        Currency currency,
        Map<Meter, BigDecimal> rates,
        Map<Meter, BigDecimal> batch,
        List<ContextTier> above) {
    public NewPrice {
        rates = plain(rates);
        batch = plain(batch);
        above = above.stream()
                .map(tier -> new ContextTier(tier.inputTokens(), plain(tier.rates()), plain(tier.batch())))
                .toList();
    }

    /** What a catalogue says already. */
    public static NewPrice of(Price price) {
        return new NewPrice(
                LocalDate.ofInstant(price.effectiveFrom(), ZoneOffset.UTC),
                price.currency(),
                price.rates(),
                price.batch(),
                price.above());
    }

    /** Whether it says the same from whichever day on. */
    public boolean sameRates(NewPrice other) {
        return equals(new NewPrice(from, other.currency, other.rates, other.batch, other.above));
    }

    private static Map<Meter, BigDecimal> plain(Map<Meter, BigDecimal> rates) {
        Map<Meter, BigDecimal> plain = new TreeMap<>();
        rates.forEach((meter, rate) -> {
            BigDecimal stripped = rate.stripTrailingZeros();
            plain.put(meter, stripped.scale() < 2 ? stripped.setScale(2) : stripped);
        });
        return Collections.unmodifiableMap(plain);
    }
}
