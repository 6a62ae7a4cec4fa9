package io.headgate.worker.guard;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallOutcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether we are served at all: a refusal of one kind closes for a while, and whoever comes meanwhile is told why. Pure;
 * not thread-safe.
 */
final class Closure {
    /** Somebody has to pay; asking more often than once a minute does not make them faster. */
    private static final Duration WITHOUT_MONEY = Duration.ofSeconds(60);
    /** A key that is replaced in its file is used at the next call. */
    private static final Duration WITHOUT_KEY = Duration.ofSeconds(10);

    private final FailureCode kind;
    private final Duration length;
    private long since;
    private long until;
    private @Nullable Failure why;

    private Closure(FailureCode kind, Duration length) {
        this.kind = kind;
        this.length = length;
    }

    /** Of an account: money is missing for all of its models. */
    static Closure withoutMoney() {
        return new Closure(FailureCode.PROVIDER_QUOTA, WITHOUT_MONEY);
    }

    /** Of one target: a key may be good for some models only. */
    static Closure withoutKey() {
        return new Closure(FailureCode.PROVIDER_AUTH, WITHOUT_KEY);
    }

    /**
     * Closes it, or opens it again, if that is what the outcome says.
     *
     * @param began when the call did: one from before it closed does not open it
     */
    void ended(CallOutcome outcome, long began, long now) {
        if (outcome instanceof CallOutcome.Refused(Failure failure, var _, var _, var _) && failure.code() == kind) {
            since = now;
            until = now + length.toNanos();
            why = failure;
        } else if (outcome instanceof CallOutcome.Completed && began > since) {
            until = now;
        }
    }

    /** Why it is closed; null when it is not. */
    @Nullable
    Failure closed(long now) {
        return now < until ? why : null;
    }

    /** When it opens or has opened. */
    long until() {
        return until;
    }
}
