package io.headgate.router.budget;

import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import java.time.Duration;
import java.time.Instant;

/**
 * A window that is over and has left its account. It decides nothing any more, but it is kept as long as an open attempt
 * holds something in it: what that attempt used is spent here, and not in the window it happens to end in. A day or a month
 * of tokens or cost is kept for a week more, in which a call of it may turn out to have been cut off by a crash.
 */
public record PastWindow(AccountId account, Counter counter) {
    /** Intents are kept for a week: a call that was not found orphaned by then never is. */
    static final Duration KEPT = Duration.ofDays(7);

    public WindowId id() {
        return new WindowId(account, counter.key(), counter.opened());
    }

    /** Whether nobody holds anything in it, and no call of it can be found orphaned: it says for ever what it says now. */
    public boolean isFinal(Instant now) {
        return counter.reserved().signum() == 0 && !mayBeCharged(now);
    }

    private boolean mayBeCharged(Instant now) {
        CounterKey key = counter.key();
        boolean counted = key.measure() == Measure.TOKENS || key.measure() == Measure.COST;
        boolean lasting = key.window() == Window.DAY || key.window() == Window.MONTH;
        return counted && lasting && now.isBefore(counter.span().end().plus(KEPT));
    }
}
