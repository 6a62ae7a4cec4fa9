package io.headgate.worker.guard;

import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallOutcome.Completed;
import io.headgate.worker.call.CallOutcome.Refused;
import io.headgate.worker.call.CallOutcome.Retryable;
import io.headgate.worker.call.CallOutcome.Unknown;
import io.headgate.worker.call.CallTimeouts;
import java.time.Duration;

/** What the end of a call says of the provider's health: the one place where that is decided. */
enum Sign {
    /** It answered. */
    WELL,
    /** Too many at once (429): fewer in flight, but nothing is broken. */
    CROWDED,
    /** It could not answer, or not in time: it may be too much, and it may be broken. */
    STRAINED,
    /** Nobody there, or nonsense: broken, and fewer calls would not mend it. */
    BROKEN,
    /** Nothing: it is about the request, the account or us. */
    NEUTRAL,
    /** Nothing, for nothing was sent: time was up before, or nobody wanted it any more. */
    UNTRIED;

    /** Whoever gave a call this long, or all that is configured, may blame the provider when time is up. */
    private static final Duration FAIR = Duration.ofSeconds(10);

    static Sign of(CallOutcome outcome, CallTimeouts allowed, Duration configuredTotal) {
        return switch (outcome) {
            case Completed _ -> WELL;
            case Refused _ -> NEUTRAL;
            case Retryable retryable when untried(retryable) -> UNTRIED;
            case Retryable retryable -> {
                boolean answered = retryable.reply().status() != null;
                yield failed(retryable.failure().code(), answered, answered || isFair(allowed, configuredTotal));
            }
            case Unknown unknown -> failed(unknown.failure().code(), false, isFair(allowed, configuredTotal));
        };
    }

    /** Whether it ended for our own reasons before anything was sent. */
    static boolean untried(CallOutcome outcome) {
        return outcome instanceof Retryable retryable
                && (retryable.failure().code() == FailureCode.DEADLINE_EXCEEDED
                        || retryable.failure().code() == FailureCode.CANCELLED);
    }

    /** A request with a short deadline must not make a healthy provider look ill. */
    private static boolean isFair(CallTimeouts allowed, Duration configuredTotal) {
        return allowed.total().compareTo(Backoff.shorter(configuredTotal, FAIR)) >= 0;
    }

    private static Sign failed(FailureCode code, boolean answered, boolean fair) {
        if (code == FailureCode.PROVIDER_RATE_LIMITED) {
            return CROWDED;
        }
        if (code == FailureCode.PROVIDER_TIMEOUT) {
            return fair ? STRAINED : NEUTRAL;
        }
        if (code == FailureCode.PROVIDER_UNAVAILABLE) {
            return answered ? STRAINED : BROKEN;
        }
        return code == FailureCode.PROVIDER_GARBAGE || code == FailureCode.PROVIDER_FINISH_REASON ? BROKEN : NEUTRAL;
    }

    /** Whether fewer calls at once may help. */
    boolean overloaded() {
        return this == CROWDED || this == STRAINED;
    }
}
