package io.headgate.router.budget;

import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.message.RoutingContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's books in one decision: what the ledger says, and what was decided since. Nothing of it is in force before
 * its posting is applied. For one thread, and one decision.
 */
public final class Books {
    private final TenantId tenant;
    private final Ledger ledger;
    private final Map<AccountId, Account> read = new HashMap<>();
    private final Map<AccountId, Account> accounts = new LinkedHashMap<>();
    private final Map<WindowId, PastWindow> past = new LinkedHashMap<>();
    private final Map<AttemptId, Holding> opened = new LinkedHashMap<>();
    private final List<AttemptId> closed = new ArrayList<>();
    private final List<OrphanedCall> charged = new ArrayList<>();
    private final List<Overshoot> overshoots = new ArrayList<>();
    private final AccountDraft.Source standing = new AccountDraft.Source() {
        @Override
        public Account account(AccountId id) {
            Account draft = accounts.get(id);
            return draft != null ? draft : read.computeIfAbsent(id, ledger::account);
        }

        @Override
        public @Nullable PastWindow past(WindowId id) {
            PastWindow draft = past.get(id);
            return draft != null ? draft : ledger.past(id);
        }
    };

    public Books(TenantId tenant, Ledger ledger) {
        this.tenant = tenant;
        this.ledger = ledger;
    }

    /** Whether all limits have room for an attempt; changes nothing. */
    public BudgetVerdict weigh(Ask ask, Instant now) {
        return Weighing.of(ask, standing, now);
    }

    /** What was weighed is held from now on, and a place with the provider. Nothing may have been changed in between. */
    public void take(BudgetVerdict.Reserved reserved, Place place) {
        changed(reserved.accounts(), reserved.past());
        Holding holding = reserved.holding().at(place);
        opened.put(holding.attempt(), holding);
    }

    public boolean isOpen(AttemptId attempt) {
        return opened.containsKey(attempt) || (!closed.contains(attempt) && ledger.holding(tenant, attempt) != null);
    }

    /**
     * An attempt is over: what it held is given back, what it used is spent. One that holds nothing, since it was settled
     * before, is passed over.
     *
     * @return what its request still holds: to be carried to its next attempt, or to be given back by {@link #end}
     */
    public List<Line> settle(Attempt attempt) {
        return settle(attempt.summary().id(), Charge.of(attempt));
    }

    /** The same for an attempt of which nothing is known but that it is over: it counts as all that it held. */
    public List<Line> settleUnknown(AttemptId attempt) {
        return settle(attempt, Charge.unknown());
    }

    /** An attempt is over before anybody took it: all that it held is given back. */
    public void abandon(AttemptId attempt) {
        Holding holding = remove(attempt);
        if (holding != null) {
            AccountDraft draft = draft();
            holding.lines().forEach(draft::giveBack);
            commit(draft);
        }
    }

    /** A request has ended: it is in flight no longer, and it counts if any attempt of it was called. */
    public void end(List<Line> carried) {
        AccountDraft draft = draft();
        for (Line line : carried) {
            boolean counts = line.key().measure() == Measure.REQUESTS && line.called();
            draft.settle(line, counts ? line.amount() : BigDecimal.ZERO);
        }
        commit(draft);
    }

    /** A request waits with what it holds by itself: kept under the attempt that will be its next. */
    public void park(AttemptId next, List<Line> carried) {
        if (!carried.isEmpty()) {
            opened.put(next, new Holding(tenant, next, carried));
        }
    }

    /** What a request held while it waited for the attempt: to be carried to it, or to be given back by {@link #end}. */
    public List<Line> unpark(AttemptId next) {
        Holding parked = remove(next);
        return parked == null ? List.of() : parked.lines();
    }

    /**
     * A call was cut off by a crash, and may have been billed beside the one that ended its attempt: the most that it can have
     * used is spent, once. What the attempt itself holds is not touched. One that no limit counts is passed over.
     *
     * @param limits of the tenant, as they are now
     */
    public void charge(Intent orphan, TenantLimits limits, Instant now) {
        OrphanedCall call = OrphanedCall.of(orphan);
        if (charged.contains(call) || ledger.isCharged(tenant, call)) {
            return;
        }
        AccountDraft draft = draft();
        OrphanCharge charge = new OrphanCharge(orphan, draft, now);
        String project = orphan.tags().get(RoutingContext.PROJECT_TAG);
        limits.on(project, orphan.target().model()).forEach(charge::under);
        if (!draft.isUnchanged()) {
            commit(draft);
            overshoots.addAll(charge.overshoots());
            charged.add(call);
        }
    }

    /** All that was decided since the beginning. */
    public Posting posting() {
        return new Posting(
                tenant,
                List.copyOf(accounts.values()),
                List.copyOf(past.values()),
                List.copyOf(opened.values()),
                closed,
                charged,
                overshoots);
    }

    private List<Line> settle(AttemptId attempt, Charge charge) {
        Holding holding = remove(attempt);
        if (holding == null) {
            return List.of();
        }
        List<Line> carried = new ArrayList<>();
        AccountDraft draft = draft();
        for (Line line : holding.lines()) {
            if (line.ofRequest()) {
                carried.add(charge.wasCalled() ? line.afterCall() : line);
            } else {
                spend(attempt, line, charge.under(line), draft);
            }
        }
        commit(draft);
        return carried;
    }

    private void spend(AttemptId attempt, Line line, BigDecimal used, AccountDraft draft) {
        if (used.compareTo(line.amount()) > 0) {
            overshoots.add(new Overshoot(attempt, line.scope(), line.key(), line.amount(), used));
        }
        draft.settle(line, used);
    }

    private @Nullable Holding remove(AttemptId attempt) {
        Holding fresh = opened.remove(attempt);
        if (fresh != null) {
            return fresh;
        }
        Holding stored = closed.contains(attempt) ? null : ledger.holding(tenant, attempt);
        if (stored != null) {
            closed.add(attempt);
        }
        return stored;
    }

    private AccountDraft draft() {
        return new AccountDraft(tenant, standing);
    }

    private void commit(AccountDraft draft) {
        changed(draft.changed(), draft.past());
    }

    private void changed(List<Account> changedAccounts, List<PastWindow> changedPast) {
        changedAccounts.forEach(account -> accounts.put(account.id(), account));
        changedPast.forEach(window -> past.put(window.id(), window));
    }
}
