package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RetryBudgetProperties {
    @Property(tries = 500)
    void repeatsAreAtMostAFifthOfFirstCalls_besideTheAllowance(
            @ForAll @Size(max = 500) List<@IntRange(max = 99) Integer> steps) {
        RetryBudget budget = new RetryBudget();
        long now = 0;
        int first = 0;
        int repeats = 0;
        for (int step : steps) {
            now += Duration.ofMillis(step * 10L).toNanos();
            if (step < 60) {
                budget.firstCall(now);
                first++;
            } else if (step < 95) {
                repeats += budget.takeRepeat() ? 1 : 0;
            } else if (repeats > 0) {
                budget.giveBack();
                repeats--;
            }
            assertThat(repeats).isLessThanOrEqualTo(RetryBudget.INITIAL_REPEATS + first / 5);
        }
    }

    @Property(tries = 100)
    void savesNoMoreThanTenSecondsBring_howeverLongTheQuiet(@ForAll @IntRange(min = 1, max = 2_000) int perSecond) {
        RetryBudget budget = new RetryBudget();
        for (int i = 0; i < perSecond * 60; i++) {
            budget.firstCall(Duration.ofSeconds(1).toNanos() * i / perSecond);
        }

        int repeats = 0;
        while (budget.takeRepeat()) {
            repeats++;
        }

        // Two windows at most are remembered, and one of ten seconds at least.
        assertThat(repeats).isBetween(Math.min(perSecond * 2, 10), Math.max(10, perSecond * 4));
    }

    @Example
    void refuses_whenSpent_untilFirstCallsBringMore() {
        RetryBudget budget = new RetryBudget();
        for (int i = 0; i < RetryBudget.INITIAL_REPEATS; i++) {
            assertThat(budget.takeRepeat()).isTrue();
        }
        assertThat(budget.takeRepeat()).isFalse();

        for (int i = 0; i < 4; i++) {
            budget.firstCall(0);
            assertThat(budget.takeRepeat()).isFalse();
        }
        budget.firstCall(0);

        assertThat(budget.takeRepeat()).isTrue();
    }
}
