package io.headgate.router.budget;

import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Weighs one attempt against all limits that count it: it holds something under each of them, or nothing at all. */
final class Weighing {
    private final Ask ask;
    private final Instant now;
    private final AccountDraft draft;
    private final List<Line> lines = new ArrayList<>();
    private final List<Breach> breaches = new ArrayList<>();

    private Weighing(Ask ask, AccountDraft.Source source, Instant now) {
        this.ask = ask;
        this.now = now;
        this.draft = new AccountDraft(ask.limits().tenant(), source);
    }

    static BudgetVerdict of(Ask ask, AccountDraft.Source source, Instant now) {
        return new Weighing(ask, source, now).verdict();
    }

    private BudgetVerdict verdict() {
        List<ScopedLimit> limits = ask.limits().on(ask.project(), ask.model());
        carry(limits);
        for (ScopedLimit limit : limits) {
            switch (Demand.under(limit, ask.reservation())) {
                case Demand.Nothing _ -> {}
                case Demand.Untellable untellable -> {
                    return refused(untellable.reason());
                }
                case Demand.Of demand -> hold(limit, demand);
            }
        }
        return breaches.isEmpty() ? reserved() : exceeded();
    }

    private BudgetVerdict.Reserved reserved() {
        draft.retirePast(now);
        Holding holding = new Holding(ask.limits().tenant(), ask.attempt(), lines);
        return new BudgetVerdict.Reserved(holding, draft.changed(), draft.past());
    }

    /** What the request holds it keeps, unless it is about a model that it leaves: there it is in flight no longer. */
    private void carry(List<ScopedLimit> limits) {
        for (Line line : ask.carried()) {
            boolean counted = line.key().measure() == Measure.REQUESTS && line.called();
            if (counted || limits.stream().anyMatch(line::under)) {
                lines.add(line);
            } else {
                draft.giveBack(line);
            }
        }
    }

    private void hold(ScopedLimit limit, Demand.Of demand) {
        for (Line line : ask.carried()) {
            if (line.under(limit)) {
                return;
            }
        }
        Account account = draft.account(limit.scope());
        Counter counter = account.counter(limit, now);
        if (counter.hasRoom(demand.amount(), limit.limit().amount())) {
            draft.put(account.with(counter.reserve(demand.amount())));
            lines.add(new Line(limit.scope(), limit.key(), counter.opened(), demand.amount(), false));
        } else {
            breaches.add(new Breach(limit, counter, demand.amount()));
        }
    }

    private BudgetVerdict.Refused refused(String reason) {
        Failure failure = new Failure(
                FailureCode.BUDGET_EXCEEDED,
                "attempt %s of tenant %s cannot be shown to keep its budget"
                        .formatted(ask.attempt(), ask.limits().tenant()),
                "model %s: %s".formatted(ask.model(), reason),
                "a model priced in the limit's currency, or unpriced_allowed");
        return new BudgetVerdict.Refused(reason, failure);
    }

    private BudgetVerdict exceeded() {
        for (Breach breach : breaches) {
            if (!breach.waits()) {
                return new BudgetVerdict.Refused(
                        breach.reason(), breach.failure(ask.limits().tenant()));
            }
        }
        Breach last = breaches.stream().reduce(Weighing::later).orElseThrow();
        return new BudgetVerdict.MustWait(
                last.reason(), last.failure(ask.limits().tenant()), last.until());
    }

    private static Breach later(Breach one, Breach other) {
        Instant until = one.until();
        Instant otherUntil = other.until();
        return otherUntil != null && (until == null || otherUntil.isAfter(until)) ? other : one;
    }
}
