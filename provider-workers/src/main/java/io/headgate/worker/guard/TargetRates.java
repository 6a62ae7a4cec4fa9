package io.headgate.worker.guard;

import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.worker.call.Headroom;
import org.jspecify.annotations.Nullable;

/**
 * The rates that calls of one target keep to: the account's, which all targets share, and its own, which are the same
 * until the provider reports that less is left: providers count by model. Pure; not thread-safe.
 */
final class TargetRates {
    private final Rates account;
    private final Rates own = new Rates();

    /** @param account of the provider; followed elsewhere */
    TargetRates(Rates account) {
        this.account = account;
    }

    /** As {@link Rates#follow}. */
    void follow(ProviderLimits limits, double share, long now) {
        own.follow(limits, share, now);
    }

    /** When the account has room for a call of so many tokens. */
    long accountFreeAt(long tokens, long now) {
        return account.freeAt(tokens, now);
    }

    /** When the provider has room for it, by what it reported of this target. */
    long ownFreeAt(long tokens, long now) {
        return own.freeAt(tokens, now);
    }

    void take(long tokens, long now) {
        account.take(tokens, now);
        own.take(tokens, now);
    }

    /** Sets right what was taken in advance by what was really used. */
    void used(long tokensTaken, long tokensUsed, long now) {
        account.used(tokensTaken, tokensUsed, now);
        own.used(tokensTaken, tokensUsed, now);
    }

    /** A request that was taken was not sent at all. */
    void unused(long tokensTaken, long now) {
        account.unused(tokensTaken, now);
        own.unused(tokensTaken, now);
    }

    /** What the provider says is left for this target. */
    void hear(Headroom headroom, long now) {
        own.hear(headroom, now);
    }

    /** Whole ones there is room for; null when there is no limit. */
    @Nullable
    Long requestsLeft(long now) {
        return less(account.requestsLeft(now), own.requestsLeft(now));
    }

    /** As {@link #requestsLeft}. */
    @Nullable
    Long tokensLeft(long now) {
        return less(account.tokensLeft(now), own.tokensLeft(now));
    }

    private static @Nullable Long less(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.min(one, other);
    }
}
