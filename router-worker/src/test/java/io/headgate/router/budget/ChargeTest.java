package io.headgate.router.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an attempt that is over counts under a limit on cost. */
class ChargeTest {
    private static final CounterKey COST = new CounterKey(Measure.COST, Window.MONTH, Budgets.USD);
    private static final Line HELD = new Line(Scope.TENANT, COST, Samples.NOW, new BigDecimal("0.5"), false);

    /** As the books have it: at batch rates, where it was served so. */
    @Test
    void itsCost_whateverWasHeld() {
        assertThat(charge("0.15")).isEqualByComparingTo("0.15");
        assertThat(charge("0.75")).isEqualByComparingTo("0.75");
    }

    /** So it is where it was served at a tier that has no price: not the ordinary one, as if that were known. */
    @Test
    void allThatWasHeld_whereNobodyKnowsTheCost() {
        assertThat(charge(null)).isEqualByComparingTo("0.5");
    }

    private static BigDecimal charge(@Nullable String cost) {
        Attempt over = Budgets.over("r/1", AttemptStatus.COMPLETED, 40L, cost);
        return Charge.of(over).under(HELD);
    }
}
