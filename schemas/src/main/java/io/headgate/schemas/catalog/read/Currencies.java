package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Scalars;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Currencies by their ISO 4217 codes. */
final class Currencies {
    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private Currencies() {}

    static ScalarShape<Currency> shape() {
        return new ScalarShape<>(
                "an ISO 4217 code",
                Scalars.schema("string", "pattern", "^[A-Z]{3}$"),
                place -> CODES.contains(place.text())
                        ? Optional.of(Currency.getInstance(place.text()))
                        : place.refuse(
                                "seen %s, allowed an ISO 4217 code such as USD or EUR".formatted(place.shown())));
    }
}
