package io.headgate.metering.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.AttemptId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final LocalDate DAY = LocalDate.of(2026, 10, 1);

    @Test
    void nothing_whenTheyAgree_howeverNumbersAreWritten() {
        assertThat(differences(List.of(billed("m-1", "1.50"), billed("m-1", "0.5")), use("m-1", null, "2.0", 0, null)))
                .isEmpty();
    }

    @Test
    void unknownAttemptsMayExplainAShortfall_ifTheyMayHaveCostAsMuch() {
        assertThat(differences(List.of(billed("m-1", "3")), use("m-1", null, "2", 2, "1")))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.amount()).isEqualByComparingTo("1");
                    assertThat(difference.unknown()).isEqualTo(2);
                    assertThat(difference.mayBeTheUnknown()).isTrue();
                });
        assertThat(differences(List.of(billed("m-1", "3")), use("m-1", null, "2", 2, "0.99")))
                .noneMatch(Difference::mayBeTheUnknown);
        assertThat(differences(List.of(billed("m-1", "3")), use("m-1", null, "2", 2, null)))
                .allMatch(Difference::mayBeTheUnknown);
        assertThat(differences(List.of(billed("m-1", "3")), use("m-1", null, "2", 0, null)))
                .noneMatch(Difference::mayBeTheUnknown);
        assertThat(differences(List.of(billed("m-1", "1")), use("m-1", null, "2", 2, "9")))
                .noneMatch(Difference::mayBeTheUnknown);
    }

    /** As what was served at a tier without a price is. */
    @Test
    void whatIsBookedWithoutAPriceMayExplainAShortfallOfCost() {
        BookedUse unpriced =
                new BookedUse(DAY, "m-1", null, Map.of(Quantity.COST, new BigDecimal("2")), 0, null, List.of(), 4);

        assertThat(differences(List.of(billed("m-1", "3")), unpriced))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.unpriced()).isEqualTo(4);
                    assertThat(difference.mayBeTheUnpriced()).isTrue();
                    assertThat(difference.mayBeTheUnknown()).isFalse();
                });
        assertThat(differences(List.of(billed("m-1", "1")), unpriced)).noneMatch(Difference::mayBeTheUnpriced);
        assertThat(differences(List.of(billed("m-1", "3")), use("m-1", null, "2", 0, null)))
                .noneMatch(Difference::mayBeTheUnpriced);
    }

    /** Bounds are 0.1, 0.5 and 0.3, in two lines of the ledger. */
    @Test
    void theFewestThatMayBeIt_areThoseThatMayHaveCostMost_untilTheyCoverIt() {
        BookedUse one = doubtful("m-1", "0.6", suspect("a", "0.1"), suspect("b", "0.5"));
        BookedUse other = doubtful("m-1-2026", "0.3", suspect("c", "0.3"));

        assertThat(fewest("0.4", one, other)).containsExactly("b");
        assertThat(fewest("0.5", one, other)).containsExactly("b");
        assertThat(fewest("0.7", one, other)).containsExactly("b", "c");
        assertThat(fewest("0.9", one, other)).containsExactly("b", "c", "a");
        BookedUse unbounded = new BookedUse(DAY, "m-1", null, Map.of(), 1, null, List.of(suspect("d", null)), 0);
        assertThat(fewest("7", one, other, unbounded)).containsExactly("d");
    }

    private static List<String> fewest(String billed, BookedUse... uses) {
        return differences(List.of(billed("m-1", billed)), uses).stream()
                .filter(Difference::mayBeTheUnknown)
                .flatMap(difference -> difference.fewest().stream())
                .map(suspect -> suspect.attempt().value())
                .toList();
    }

    private static BookedUse doubtful(String served, String upperBound, Suspect... suspects) {
        return new BookedUse(
                DAY, "m-1", served, Map.of(), suspects.length, new BigDecimal(upperBound), List.of(suspects), 0);
    }

    private static Suspect suspect(String id, @Nullable String upperBound) {
        return new Suspect(new AttemptId(id), upperBound == null ? null : new BigDecimal(upperBound));
    }

    @Test
    void whatOneSideAloneHasIsADifference() {
        assertThat(differences(List.of(billed("m-1", "3")), use("m-2", null, "2", 0, null)))
                .extracting(difference ->
                        "%s %s %s".formatted(difference.model(), difference.billed(), difference.booked()))
                .containsExactly("m-1 3 0", "m-2 0 2");
    }

    @Test
    void aModelIsKnownByTheNameThatTheBillHas() {
        assertThat(differences(List.of(billed("m-1-2026", "2")), use("m-1", "m-1-2026", "2", 0, null)))
                .isEmpty();
        assertThat(differences(List.of(billed("", "2")), use("m-1", null, "2", 0, null)))
                .isEmpty();
    }

    @Test
    void otherDaysAndWhatTheBillDoesNotTellAreLeftOut() {
        BookedUse later = new BookedUse(
                DAY.plusDays(1), "m-1", null, Map.of(Quantity.COST, BigDecimal.TEN), 0, null, List.of(), 0);
        BookedUse tokens =
                new BookedUse(DAY, "m-1", null, Map.of(Quantity.INPUT, BigDecimal.TEN), 0, null, List.of(), 0);

        assertThat(differences(List.of(), later, tokens)).isEmpty();
    }

    private static List<Difference> differences(List<BilledLine> lines, BookedUse... uses) {
        Set<Quantity> compared = EnumSet.of(Quantity.COST);
        Bill bill = new Bill(new TreeSet<>(Set.of(DAY)), compared, Currency.getInstance("USD"), lines);
        return Reconciliation.of(bill, List.of(uses));
    }

    private static BilledLine billed(String model, String cost) {
        return new BilledLine(DAY, model, Map.of(Quantity.COST, new BigDecimal(cost)));
    }

    private static BookedUse use(
            String model, @Nullable String served, String cost, long unknown, @Nullable String upperBound) {
        return new BookedUse(
                DAY,
                model,
                served,
                Map.of(Quantity.COST, new BigDecimal(cost)),
                unknown,
                upperBound == null ? null : new BigDecimal(upperBound),
                List.of(),
                0);
    }
}
