package io.headgate.router.budget;

import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.message.Intent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Charges an orphaned call the most that it can have used, under each limit on tokens or cost that counts it and in the window
 * that its attempt was dispatched in. It held nothing: it takes what room there is, and what goes beyond is overshot.
 */
final class OrphanCharge {
    private final Intent orphan;
    private final AccountDraft draft;
    private final Instant now;
    private final List<Overshoot> overshoots = new ArrayList<>();

    OrphanCharge(Intent orphan, AccountDraft draft, Instant now) {
        this.orphan = orphan;
        this.draft = draft;
        this.now = now;
    }

    List<Overshoot> overshoots() {
        return List.copyOf(overshoots);
    }

    /** The request is counted by its own line; what has no price, or one in another currency, no limit on cost can count. */
    void under(ScopedLimit scoped) {
        Measure measure = scoped.limit().measure();
        if ((measure == Measure.TOKENS || measure == Measure.COST)
                && Demand.under(scoped, orphan.reservation()) instanceof Demand.Of(BigDecimal most)
                && most.signum() > 0) {
            charge(scoped, most);
        }
    }

    private void charge(ScopedLimit scoped, BigDecimal most) {
        Instant moment = orphan.reservedAt();
        Account account = draft.account(scoped.scope());
        Counter stored = account.find(scoped.key());
        Counter counter = stored != null && stored.covers(moment) ? stored : account.counter(scoped, now);
        if (counter.covers(moment)) {
            draft.put(account.with(spent(scoped, counter, most)));
            return;
        }
        Span span = Span.of(scoped.key().window(), scoped.limit().zone(), moment);
        PastWindow window = draft.past(new WindowId(account.id(), scoped.key(), span.start()));
        if (window != null) {
            draft.put(new PastWindow(window.account(), spent(scoped, window.counter(), most)));
        }
    }

    private Counter spent(ScopedLimit scoped, Counter before, BigDecimal most) {
        Counter after = before.spend(most, scoped.limit().amount());
        BigDecimal beyond = after.overshot().subtract(before.overshot());
        if (beyond.signum() > 0) {
            overshoots.add(new Overshoot(orphan.attempt(), scoped.scope(), scoped.key(), most.subtract(beyond), most));
        }
        return after;
    }
}
