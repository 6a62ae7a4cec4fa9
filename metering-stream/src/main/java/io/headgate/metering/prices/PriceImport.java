package io.headgate.metering.prices;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.edit.NewPrice;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.money.Price;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a list would change in a catalogue: for each of the catalogue's models one outcome, in order of their names. */
public final class PriceImport {
    private PriceImport() {}

    /** What comes of one model. */
    public sealed interface Outcome {
        /** It gets a new price; one or more rates differ from those that would be in force. */
        record Changed(String listedAs, NewPrice price, List<RateChange> rates) implements Outcome {
            public Changed {
                rates = List.copyOf(rates);
            }
        }

        /** The list says what the catalogue says. */
        record Unchanged() implements Outcome {}

        /** It keeps what it has; {@code reason} says why. */
        record LeftAlone(String reason) implements Outcome {}
    }

    /**
     * Compares the price that would be in force on a day with what the list has.
     *
     * @param from the first day of the new prices
     * @param named which entry a model is in the list, where that has been said
     */
    public static Map<ModelName, Outcome> of(
            Catalogue catalogue, LitellmList list, LocalDate from, Map<ModelName, String> named) {
        Map<ModelName, Outcome> outcomes = new LinkedHashMap<>();
        catalogue.models().values().stream()
                .sorted(Comparator.comparing(Model::name))
                .forEach(model -> outcomes.put(model.name(), outcome(model, list, from, named.get(model.name()))));
        return outcomes;
    }

    private static Outcome outcome(Model model, LitellmList list, LocalDate from, @Nullable String named) {
        Listing listing = named == null ? list.find(model) : list.named(named);
        return switch (listing) {
            case Listing.Found(ListedPrice listed) -> compared(model, listed, from);
            case Listing.Absent _ ->
                new Outcome.LeftAlone("the list has no '%s'".formatted(named == null ? model.providerModel() : named));
            case Listing.Ambiguous(List<String> names) ->
                new Outcome.LeftAlone("several entries may be meant, and differ: %s; choose with --use %s=NAME"
                        .formatted(String.join(", ", names), model.name()));
            case Listing.Unusable(String name, String reason) ->
                new Outcome.LeftAlone("entry '%s' is no price: %s".formatted(name, reason));
        };
    }

    private static Outcome compared(Model model, ListedPrice listed, LocalDate from) {
        NewPrice then = listed.from(from);
        NewPrice now = model.priceAt(from.atStartOfDay(ZoneOffset.UTC).toInstant())
                .map(NewPrice::of)
                .orElse(null);
        if (now != null && now.sameRates(then)) {
            return new Outcome.Unchanged();
        }
        if (now != null && now.from().equals(from)) {
            return new Outcome.LeftAlone(
                    "the catalogue has another price from %s on already; choose another --from".formatted(from));
        }
        List<Price> later = model.prices().stream()
                .filter(price -> NewPrice.of(price).from().isAfter(from))
                .toList();
        if (!later.isEmpty()) {
            return new Outcome.LeftAlone("the catalogue has a later price, from %s on: the new one would end there"
                    .formatted(NewPrice.of(later.getFirst()).from()));
        }
        return new Outcome.Changed(listed.name(), then, RateChange.between(now, then));
    }
}
