package io.headgate.router.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Samples;
import io.headgate.router.budget.NaiveBooks.Asked;
import io.headgate.router.budget.NaiveBooks.Made;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple3;

/** The books against a model that remembers everything and looks through all of it. */
class BudgetProperties {
    private static final ModelName SMALL = new ModelName("beta-small");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final TenantLimits LIMITS = new TenantLimits(
            Samples.ACME,
            List.of(
                    Budgets.limit(Measure.TOKENS, Window.MINUTE, "90"),
                    Budgets.in(BERLIN, Budgets.limit(Measure.TOKENS, Window.DAY, "200")),
                    Budgets.in(BERLIN, Budgets.limit(Measure.COST, Window.MONTH, "3.00")),
                    Budgets.limit(Measure.REQUESTS, Window.MINUTE, "5"),
                    Budgets.limit(Measure.IN_FLIGHT, Window.NOW, "4")),
            Map.of("search", List.of(Budgets.limit(Measure.COST, Window.DAY, "1.00"))),
            Map.of(Budgets.LARGE, List.of(Budgets.limit(Measure.TOKENS, Window.DAY, "120"))));

    /** What happens next; the numbers choose among what is possible then. */
    enum Step {
        BEGIN,
        FINISH,
        CONTINUE,
        AGAIN,
        LATER
    }

    private final class Run {
        private final InMemoryLedger ledger = new InMemoryLedger();
        private final NaiveBooks naive = new NaiveBooks();
        private final List<Attempt> settled = new ArrayList<>();
        private Instant now = Instant.parse("2026-10-24T21:59:30Z");

        void step(Step step, int choice, int size) {
            switch (step) {
                case BEGIN -> begin(choice, size);
                case FINISH -> over(choice, size, false);
                case CONTINUE -> over(choice, size, true);
                case AGAIN -> again(choice);
                case LATER -> now = now.plus(later(choice));
            }
            check();
        }

        private void begin(int choice, int size) {
            Asked request = new Asked("r" + naive.requests.size(), choice % 2 == 0 ? "search" : null, now);
            Books books = new Books(Samples.ACME, ledger);
            if (attempt(books, attemptOf(request, 1, choice, size), List.of())) {
                naive.requests.add(request);
            }
            ledger.apply(books.posting());
        }

        private void over(int choice, int size, boolean goesOn) {
            List<Made> open = naive.attempts.stream().filter(a -> a.open).toList();
            if (open.isEmpty()) {
                return;
            }
            Made made = open.get(choice % open.size());
            Attempt attempt = attemptThatIsOver(made, choice, size);
            settled.add(attempt);
            Books books = new Books(Samples.ACME, ledger);
            List<Line> carried = books.settle(attempt);
            if (!goesOn || !attempt(books, attemptOf(made.request, made.number + 1, size, choice), carried)) {
                books.end(carried);
                made.request.ended = true;
            }
            ledger.apply(books.posting());
        }

        /** Whether it was let in, which is as the naive books have it. */
        private boolean attempt(Books books, Made asked, List<Line> carried) {
            boolean fits = LIMITS.on(asked.request.project, asked.model).stream()
                    .allMatch(limit -> naive.fits(limit, asked, now));
            Reservation reservation =
                    new Reservation(asked.tokens.longValueExact(), 0, new Money(asked.cost, Budgets.USD));
            AttemptId id = new AttemptId(asked.id());
            BudgetVerdict verdict =
                    books.weigh(new Ask(LIMITS, id, asked.request.project, asked.model, reservation, carried), now);
            assertThat(verdict instanceof BudgetVerdict.Reserved)
                    .as("%s at %s: %s", id, now, verdict)
                    .isEqualTo(fits);
            if (verdict instanceof BudgetVerdict.Reserved reserved) {
                books.take(reserved, Budgets.PLACE);
                naive.attempts.add(asked);
            }
            return fits;
        }

        private Made attemptOf(Asked request, int number, int choice, int size) {
            ModelName model = choice % 3 == 0 ? SMALL : Budgets.LARGE;
            return new Made(request, number, model, now, 1 + size % 50, BigDecimal.valueOf(size, 2));
        }

        private Attempt attemptThatIsOver(Made made, int choice, int size) {
            AttemptStatus status = AttemptStatus.values()[choice % AttemptStatus.values().length];
            boolean reports =
                    status == AttemptStatus.COMPLETED || (status != AttemptStatus.NOT_CALLED && size % 4 == 0);
            BigDecimal tokens = reports ? BigDecimal.valueOf(size) : BigDecimal.ZERO;
            BigDecimal cost = reports ? BigDecimal.valueOf(size, 2) : BigDecimal.ZERO;
            boolean unknown = status == AttemptStatus.UNKNOWN;
            made.open = false;
            made.usedTokens = unknown ? tokens.max(made.tokens) : tokens;
            made.usedCost = unknown ? cost.max(made.cost) : cost;
            made.request.called |= status != AttemptStatus.NOT_CALLED;
            return Budgets.over(
                    made.id(), status, reports ? tokens.longValueExact() : null, reports ? cost.toPlainString() : null);
        }

        private void again(int choice) {
            if (!settled.isEmpty()) {
                in(books -> books.end(books.settle(settled.get(choice % settled.size()))));
            }
        }

        private Duration later(int choice) {
            return switch (choice % 5) {
                case 0 -> Duration.ofHours(choice);
                case 1 -> Duration.ofDays(choice);
                default -> Duration.ofSeconds(choice);
            };
        }

        private void check() {
            for (String project : new String[] {"search", "none"}) {
                for (ModelName model : List.of(Budgets.LARGE, SMALL)) {
                    LIMITS.on(project, model).forEach(this::check);
                }
            }
            checkPast();
        }

        private void check(ScopedLimit limit) {
            Counter counter =
                    ledger.account(new AccountId(Samples.ACME, limit.scope())).counter(limit, now);
            assertThat(counter.reserved()).as("reserved, %s", limit).isEqualByComparingTo(naive.reserved(limit, now));
            assertThat(counter.spent()).as("spent, %s", limit).isEqualByComparingTo(naive.spent(limit, now));
            assertThat(counter.overshot()).as("overshot, %s", limit).isEqualByComparingTo(naive.overshot(limit, now));
            assertThat(counter.spent().add(counter.reserved()).subtract(counter.overshot()))
                    .as("kept but for what was overshot, %s", limit)
                    .isLessThanOrEqualTo(limit.limit().amount());
        }

        /** Windows that are over say, for ever, what was used of what was reserved in them. */
        private void checkPast() {
            for (PastWindow window : ledger.past()) {
                ScopedLimit limit = limitOf(window);
                Instant then = window.counter().span().start();
                assertThat(window.counter().spent())
                        .as("spent, %s, at %s", limit, then)
                        .isEqualByComparingTo(naive.spent(limit, then));
                assertThat(window.counter().reserved())
                        .as("reserved, %s, at %s", limit, then)
                        .isEqualByComparingTo(naive.reserved(limit, then));
            }
        }

        private ScopedLimit limitOf(PastWindow window) {
            Scope scope = window.account().scope();
            return new ScopedLimit(
                    scope, LIMITS.find(scope, window.counter().key()).orElseThrow());
        }

        void endAll() {
            while (naive.attempts.stream().anyMatch(a -> a.open)) {
                step(Step.FINISH, 0, 1);
            }
            assertThat(ledger.open()).isEmpty();
            assertThat(ledger.past()).allMatch(window -> window.isFinal(Instant.MAX));
            assertThat(ledger.accounts().values())
                    .flatExtracting(Account::counters)
                    .allSatisfy(
                            counter -> assertThat(counter.span().contains(now) ? counter.reserved() : BigDecimal.ZERO)
                                    .isZero());
        }

        private void in(Consumer<Books> decision) {
            Books books = new Books(Samples.ACME, ledger);
            decision.accept(books);
            ledger.apply(books.posting());
        }
    }

    @Property(tries = 1500)
    void neverExceeded_neverRefusedWithoutNeed_nothingHeldAtRest(
            @ForAll("steps") List<Tuple3<Step, Integer, Integer>> steps) {
        Run run = new Run();
        steps.forEach(step -> run.step(step.get1(), step.get2(), step.get3()));
        run.endAll();
    }

    @Provide
    Arbitrary<List<Tuple3<Step, Integer, Integer>>> steps() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(5, Step.BEGIN),
                                Tuple.of(3, Step.FINISH),
                                Tuple.of(2, Step.CONTINUE),
                                Tuple.of(1, Step.AGAIN),
                                Tuple.of(2, Step.LATER)),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, 60))
                .as(Tuple::of)
                .list()
                .ofMaxSize(60);
    }
}
