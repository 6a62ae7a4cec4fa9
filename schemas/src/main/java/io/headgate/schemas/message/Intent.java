package io.headgate.schemas.message;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that is about to be made, written and acknowledged before its first byte goes upstream. The {@link Attempt} with
 * the same id and the same start is its outcome; a call without one is one that a crash orphaned, and may have been billed.
 *
 * @param attempt unique within the tenant
 * @param number 1 for the first attempt of the request
 * @param call 1 for the attempt's first call, each repeat in place greater by one
 * @param tags as the client sent them, for the books
 * @param price what the call is billed at; null when the model has none
 * @param reservation the most the call can cost if nobody learns its end
 * @param revision of the catalogue it was dispatched by
 * @param worker name of the process that calls
 * @param startedAt when this worker began the attempt: the attempt's {@link AttemptSummary#startedAt()}
 * @param at when the intent was written
 * @param dispatchedAt when the attempt was dispatched, and what it holds was reserved; null in what older workers wrote
 */
public record Intent(
        RequestKey key,
        AttemptId attempt,
        int number,
        int call,
        Alias alias,
        Map<String, String> tags,
        Target target,
        @Nullable PriceId price,
        Reservation reservation,
        CatalogRevision revision,
        String worker,
        Instant startedAt,
        Instant at,
        @Nullable Instant dispatchedAt) {
    public Intent {
        Check.atLeast(1, number, "intent %s: attempt number", attempt);
        Check.atLeast(1, call, "intent %s: call", attempt);
        tags = Map.copyOf(tags);
    }

    /** When its reservation was made; where nobody said it, when its worker began is the nearest that is known. */
    public Instant reservedAt() {
        return dispatchedAt == null ? startedAt : dispatchedAt;
    }
}
