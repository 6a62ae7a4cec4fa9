package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Billing;
import io.headgate.schemas.catalog.Billing.Commitment;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;

/** {@code providers.<provider>.billing}. */
final class BillingSection {
    private static final Field<BigDecimal> AMOUNT =
            Field.required("amount", Scalars.decimal(Money.SCALE), "How much is to be spent; above 0.");
    private static final Field<Currency> CURRENCY =
            Field.required("currency", Currencies.shape(), "Of the amount, ISO 4217; only costs in it count.");
    private static final Field<LocalDate> FROM = Field.required("from", Scalars.date(), "Its first day.");
    private static final Field<LocalDate> TO = Field.required("to", Scalars.date(), "Its last day, itself within.");

    private static final Field<Integer> CYCLE_DAY = Field.defaulted(
            "cycle_day",
            Scalars.smallInteger(1, Billing.LAST_CYCLE_DAY),
            Billing.CALENDAR_MONTHS.cycleDay(),
            "1",
            "The day of the month on which a billing cycle begins.");
    private static final Field<ZoneId> ZONE = Field.defaulted(
            "zone", Zones.shape(), Zones.UTC, "UTC", "Where the provider's days begin, for example Europe/Berlin.");
    private static final Field<List<Commitment>> COMMITMENTS = Field.optional(
            "commitments",
            new ListShape<>(
                    new ObjectShape<>(
                            "What was promised to be spent.",
                            List.of(AMOUNT, CURRENCY, FROM, TO),
                            BillingSection::checkCommitment,
                            values -> new Commitment(
                                    new Money(values.get(AMOUNT), values.get(CURRENCY)),
                                    values.get(FROM),
                                    values.get(TO))),
                    1,
                    false),
            "nothing was promised",
            "What was promised to be spent with the provider, past and to come; those of one currency do not overlap.");

    private BillingSection() {}

    static Field<Billing> field() {
        return Field.ofDefaults(
                "billing",
                new ObjectShape<>(
                        "How the provider bills.",
                        List.of(CYCLE_DAY, ZONE, COMMITMENTS),
                        BillingSection::checkOverlaps,
                        values -> new Billing(values.get(CYCLE_DAY), values.get(ZONE), byFirstDay(values))),
                "How it bills: for reports of what was spent against what was promised.");
    }

    private static void checkCommitment(Values values) {
        values.find(AMOUNT)
                .filter(amount -> amount.signum() == 0)
                .ifPresent(_ -> values.at(AMOUNT).problem("seen 0, allowed more"));
        values.find(FROM)
                .filter(from -> values.find(TO).filter(from::isAfter).isPresent())
                .ifPresent(from -> values.at(TO)
                        .problem("seen %s, allowed no day before from, %s".formatted(values.get(TO), from)));
    }

    private static void checkOverlaps(Values values) {
        List<Commitment> all = byFirstDay(values);
        for (int i = 1; i < all.size(); i++) {
            Commitment later = all.get(i);
            all.subList(0, i).stream()
                    .filter(later::overlaps)
                    .forEach(earlier -> values.at(COMMITMENTS)
                            .problem("seen a commitment from %s, before that from %s ends; allowed one at a time in %s"
                                    .formatted(
                                            later.from(),
                                            earlier.from(),
                                            later.amount().currency())));
        }
    }

    private static List<Commitment> byFirstDay(Values values) {
        return values.find(COMMITMENTS).orElse(List.of()).stream()
                .sorted(Comparator.comparing(Commitment::from))
                .toList();
    }
}
