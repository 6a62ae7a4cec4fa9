package io.headgate.worker.report;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells that a provider wants money, or refuses the key: once, until a call to the same target that began after the last
 * refusal completes. A call that another model of the provider completes proves nothing: keys may be good for some models
 * only. Thread-safe.
 */
public final class ProviderAlerts {
    /** What a person has to mend, unlike what heals by itself. */
    private enum Trouble {
        MONEY("is out of money or quota; top up the account, or raise its limit"),
        KEY("refuses the key; check api_key and what the key may be used for");

        private final String words;

        Trouble(String words) {
            this.words = words;
        }
    }

    private record Condition(ProviderName provider, Trouble trouble) {}

    private record Refusal(Target target, Instant last) {}

    private final Map<Condition, Refusal> open = new ConcurrentHashMap<>();

    /** Takes note of an attempt; returns what is to be told, if anything is. */
    public Optional<Alert> ended(Attempt attempt, Instant now) {
        AttemptSummary summary = attempt.summary();
        if (summary.status() == AttemptStatus.COMPLETED) {
            return open.isEmpty() ? Optional.empty() : completed(summary, now);
        }
        Failure failure = summary.failure();
        return failure == null || summary.status() == AttemptStatus.NOT_CALLED
                ? Optional.empty()
                : trouble(failure.code()).flatMap(seen -> refused(summary.target(), seen, now));
    }

    private static Optional<Trouble> trouble(FailureCode code) {
        if (code == FailureCode.PROVIDER_QUOTA) {
            return Optional.of(Trouble.MONEY);
        }
        return code == FailureCode.PROVIDER_AUTH ? Optional.of(Trouble.KEY) : Optional.empty();
    }

    private Optional<Alert> refused(Target target, Trouble trouble, Instant now) {
        Condition condition = new Condition(target.provider(), trouble);
        Refusal before = open.put(condition, new Refusal(target, now));
        return before == null
                ? Optional.of(alert(condition, Alert.State.RAISED, trouble.words, now))
                : Optional.empty();
    }

    /** Where both have ended, the second is told by the next call that completes. */
    private Optional<Alert> completed(AttemptSummary summary, Instant now) {
        for (Trouble trouble : Trouble.values()) {
            Condition condition = new Condition(summary.target().provider(), trouble);
            Refusal refusal = open.get(condition);
            if (refusal != null
                    && refusal.target().equals(summary.target())
                    && summary.startedAt().isAfter(refusal.last())
                    && open.remove(condition, refusal)) {
                return Optional.of(alert(condition, Alert.State.RESOLVED, "takes calls again", now));
            }
        }
        return Optional.empty();
    }

    private static Alert alert(Condition condition, Alert.State state, String words, Instant now) {
        return new Alert(
                "provider_errors/%s/%s"
                        .formatted(condition.provider(), condition.trouble() == Trouble.MONEY ? "quota" : "auth"),
                state,
                Alert.Kind.PROVIDER_ERRORS,
                null,
                new Alert.Scope(null, null, null, condition.provider(), null),
                "provider %s %s".formatted(condition.provider(), words),
                null,
                null,
                now);
    }
}
