package io.headgate.router.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.message.AttemptStatus;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Attempts and orphaned calls in any order, each orphan told twice. */
class OrphanChargeProperties {
    private static final Limit LIMIT = Budgets.limit(Measure.TOKENS, Window.DAY, "100");
    private static final TenantLimits LIMITS = Budgets.tenant(LIMIT);

    private enum Kind {
        BEGIN,
        END,
        ORPHAN
    }

    private record Step(Kind kind, long tokens) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class), Arbitraries.longs().between(0, 60))
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }

    @Property
    void allIsSpent_andOnlyWhatWasOvershotExceedsTheLimit(@ForAll("steps") List<Step> steps) {
        InMemoryLedger ledger = new InMemoryLedger();
        Queue<Step> open = new ArrayDeque<>();
        int begun = 0;
        int ended = 0;
        int orphans = 0;
        long spent = 0;
        for (Step step : steps) {
            switch (step.kind()) {
                case BEGIN -> {
                    Ask ask = Budgets.ask(LIMITS, "r/" + (begun + 1), step.tokens(), null, List.of());
                    if (new Books(Samples.ACME, ledger).weigh(ask, Samples.NOW)
                            instanceof BudgetVerdict.Reserved reserved) {
                        in(ledger, books -> books.take(reserved, Budgets.PLACE));
                        open.add(step);
                        begun++;
                    }
                }
                case END -> {
                    if (!open.isEmpty()) {
                        String attempt = "r/" + ++ended;
                        open.remove();
                        in(
                                ledger,
                                books -> books.end(books.settle(
                                        Budgets.over(attempt, AttemptStatus.COMPLETED, step.tokens(), null))));
                        spent += step.tokens();
                    }
                }
                case ORPHAN -> {
                    String attempt = "o/" + ++orphans;
                    for (int told = 0; told < 2; told++) {
                        in(
                                ledger,
                                books -> books.charge(
                                        Budgets.orphan(attempt, step.tokens(), null, Samples.NOW),
                                        LIMITS,
                                        Samples.NOW));
                    }
                    spent += step.tokens();
                }
            }
            Counter counter = ledger.account(new AccountId(Samples.ACME, Scope.TENANT))
                    .counter(new ScopedLimit(Scope.TENANT, LIMIT), Samples.NOW);
            assertThat(counter.spent()).isEqualByComparingTo(BigDecimal.valueOf(spent));
            assertThat(counter.spent().add(counter.reserved()).subtract(counter.overshot()))
                    .isLessThanOrEqualTo(LIMIT.amount());
            assertThat(counter.reserved())
                    .isEqualByComparingTo(BigDecimal.valueOf(
                            open.stream().mapToLong(Step::tokens).sum()));
        }
    }

    private static void in(InMemoryLedger ledger, Consumer<Books> decision) {
        Books books = new Books(Samples.ACME, ledger);
        decision.accept(books);
        ledger.apply(books.posting());
    }
}
