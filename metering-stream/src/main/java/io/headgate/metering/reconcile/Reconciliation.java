package io.headgate.metering.reconcile;

import static java.util.stream.Collectors.toSet;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares a bill with the ledger, by day and model. */
public final class Reconciliation {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::day).thenComparing(Place::model);

    private final Map<Place, Side> places = new TreeMap<>(ORDER);

    private Reconciliation() {}

    private record Place(LocalDate day, String model) {}

    /** What was added up for one day and model. */
    private static final class Side {
        private final Map<Quantity, BigDecimal> billed = new EnumMap<>(Quantity.class);
        private final Map<Quantity, BigDecimal> booked = new EnumMap<>(Quantity.class);
        private long unknown;
        private long unpriced;
        private @Nullable BigDecimal upperBound = BigDecimal.ZERO;
        private final List<Suspect> suspects = new ArrayList<>();
    }

    /**
     * All differences in order of day, model and quantity; none when bill and ledger agree. Uses of days that the bill does not
     * cover are left out.
     */
    public static List<Difference> of(Bill bill, List<BookedUse> uses) {
        Reconciliation reconciliation = new Reconciliation();
        Set<String> models = bill.lines().stream().map(BilledLine::model).collect(toSet());
        bill.lines()
                .forEach(line -> line.quantities()
                        .forEach((quantity, number) -> reconciliation
                                .at(line.day(), line.model())
                                .billed
                                .merge(quantity, number, BigDecimal::add)));
        uses.stream().filter(use -> bill.days().contains(use.day())).forEach(use -> reconciliation.add(use, models));
        return reconciliation.differences(bill.compared());
    }

    private void add(BookedUse use, Set<String> models) {
        Side side = at(use.day(), nameIn(models, use));
        use.quantities().forEach((quantity, number) -> side.booked.merge(quantity, number, BigDecimal::add));
        side.unpriced += use.unpriced();
        if (use.unknown() > 0) {
            side.unknown += use.unknown();
            side.upperBound =
                    side.upperBound == null || use.upperBound() == null ? null : side.upperBound.add(use.upperBound());
            side.suspects.addAll(use.suspects());
        }
    }

    /** The name that the bill has for it: the pinned one, or the one that was served; or none, where it has no names. */
    private static String nameIn(Set<String> models, BookedUse use) {
        if (models.equals(Set.of(""))) {
            return "";
        }
        String served = use.servedModel();
        return served != null && !models.contains(use.providerModel()) && models.contains(served)
                ? served
                : use.providerModel();
    }

    private Side at(LocalDate day, String model) {
        return places.computeIfAbsent(new Place(day, model), place -> new Side());
    }

    private List<Difference> differences(Set<Quantity> compared) {
        List<Difference> differences = new ArrayList<>();
        places.forEach((place, side) -> {
            for (Quantity quantity : Quantity.values()) {
                BigDecimal billed = side.billed.getOrDefault(quantity, BigDecimal.ZERO);
                BigDecimal booked = side.booked.getOrDefault(quantity, BigDecimal.ZERO);
                if (compared.contains(quantity) && billed.compareTo(booked) != 0) {
                    differences.add(new Difference(
                            place.day(),
                            place.model(),
                            quantity,
                            billed,
                            booked,
                            side.unknown,
                            side.upperBound,
                            side.suspects.stream().sorted(Suspect.DEAREST_FIRST).toList(),
                            side.unpriced));
                }
            }
        });
        return differences;
    }
}
