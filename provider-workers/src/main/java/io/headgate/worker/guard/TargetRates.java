package io.headgate.worker.guard;

import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.CallOutcome;
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

    /** A call ended: what was taken in advance is set right, and what the provider says is left for this target counts. */
    void ended(long tokensTaken, CallOutcome outcome, long now) {
        long used = tokensUsed(outcome, tokensTaken);
        account.used(tokensTaken, used, now);
        own.used(tokensTaken, used, now);
        own.hear(outcome.reply().headroom(), now);
    }

    /** What it cost of the token rate; what nobody knows is what was taken for it. */
    private static long tokensUsed(CallOutcome outcome, long taken) {
        return switch (outcome) {
            case CallOutcome.Completed completed -> tokens(completed.usage());
            case CallOutcome.Retryable _ -> 0;
            case CallOutcome.Refused refused -> refused.usage() == null ? 0 : tokens(refused.usage());
            case CallOutcome.Unknown unknown -> unknown.usage() == null ? taken : tokens(unknown.usage());
        };
    }

    private static long tokens(Usage usage) {
        return usage.inputTokens() + usage.outputTokens();
    }

    /** A request that was taken was not sent at all. */
    void unused(long tokensTaken, long now) {
        account.unused(tokensTaken, now);
        own.unused(tokensTaken, now);
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
