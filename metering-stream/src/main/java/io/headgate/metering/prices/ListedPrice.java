package io.headgate.metering.prices;

import io.headgate.schemas.catalog.edit.NewPrice;
import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/**
 * What a list says of one model, in US dollars.
 *
 * @param name its key in the list
 * @param provider whose it is, as the list calls them; empty when it does not say
 * @param rates by meter, as in a catalogue: for a million tokens, or for one request or second
 */
public record ListedPrice(
        String name,
        String provider,
        Map<Meter, BigDecimal> rates,
        Map<Meter, BigDecimal> batch,
        List<ContextTier> above) {
    private static final Currency USD = Currency.getInstance("USD");

    NewPrice from(LocalDate day) {
        return new NewPrice(day, USD, rates, batch, above);
    }
}
