package io.headgate.worker.guard;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallOutcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether the provider serves us at all: when money ran out or the key is refused, it closes for a while for every model,
 * and whoever comes is told why. Pure; not thread-safe.
 */
final class Account {
    /** Somebody has to pay; asking more often than once a minute does not make them faster. */
    private static final Duration WITHOUT_MONEY = Duration.ofSeconds(60);
    /** A key that is replaced in its file is used at the next call. */
    private static final Duration WITHOUT_KEY = Duration.ofSeconds(10);

    private long closedUntil;
    private @Nullable Failure why;

    /** Closes it, if that is what the outcome says. */
    void ended(CallOutcome outcome, long now) {
        if (outcome instanceof CallOutcome.Refused(Failure failure, var _, var _)) {
            if (failure.code() == FailureCode.PROVIDER_QUOTA) {
                close(failure, now + WITHOUT_MONEY.toNanos());
            } else if (failure.code() == FailureCode.PROVIDER_AUTH) {
                close(failure, now + WITHOUT_KEY.toNanos());
            }
        }
    }

    /** Of two reasons the one that holds longer is told. */
    private void close(Failure failure, long until) {
        if (until >= closedUntil) {
            closedUntil = until;
            why = failure;
        }
    }

    /** Why it is closed; null when it is not. */
    @Nullable
    Failure closed(long now) {
        return now < closedUntil ? why : null;
    }

    long closedUntil() {
        return closedUntil;
    }
}
