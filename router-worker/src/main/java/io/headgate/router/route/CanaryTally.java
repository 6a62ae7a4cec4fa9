package io.headgate.router.route;

import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Cost;
import java.time.Duration;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Attempts of one model on one route, added up: means over about the last thousand. Not thread-safe. */
final class CanaryTally {
    /** How much of what was before still counts after one more. */
    private static final double KEPT = 1 - 1.0 / 1_000;

    private long seen;
    private double attempts;
    private double failed;
    private double violated;
    private double completed;
    private double logMillis;
    private double priced;
    private double cost;
    private @Nullable Currency currency;

    /**
     * Takes an attempt in; one that was not called, or failed by the request's own fault, says nothing. An answer that breaks
     * the contract is the model's doing and not its provider's failure: it is counted by itself.
     */
    void add(Attempt attempt) {
        Failure failure = attempt.summary().failure();
        boolean done = attempt.summary().status() == AttemptStatus.COMPLETED;
        FailureCode code =
                failure == null || attempt.summary().status() == AttemptStatus.NOT_CALLED ? null : failure.code();
        boolean blamed = code != null && FailureCode.OF_PROVIDERS.contains(code);
        boolean broken = code == FailureCode.CONTRACT_VIOLATION;
        if (!done && !blamed && !broken) {
            return;
        }
        seen++;
        attempts = attempts * KEPT + 1;
        failed = failed * KEPT + (blamed ? 1 : 0);
        violated = violated * KEPT + (broken ? 1 : 0);
        if (done) {
            completed = completed * KEPT + 1;
            logMillis = logMillis * KEPT
                    + Math.log(Math.max(1, attempt.summary().duration().toMillis()));
            addCost(attempt.cost());
        }
    }

    /** A change of currency begins anew: amounts of two cannot be added. */
    private void addCost(Cost of) {
        switch (of) {
            case Cost.Priced(var amount) -> {
                if (!amount.currency().equals(currency)) {
                    currency = amount.currency();
                    priced = 0;
                    cost = 0;
                }
                priced = priced * KEPT + 1;
                cost = cost * KEPT + amount.amount().doubleValue();
            }
            case Cost.Unpriced _ -> {}
        }
    }

    CanaryFigures figures() {
        return new CanaryFigures(
                seen,
                attempts == 0 ? 0 : 100 * failed / attempts,
                attempts == 0 ? 0 : 100 * violated / attempts,
                completed == 0 ? null : Duration.ofMillis(Math.round(Math.exp(logMillis / completed))),
                priced == 0 ? 0 : cost / priced,
                currency);
    }
}
