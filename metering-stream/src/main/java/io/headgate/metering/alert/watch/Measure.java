package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Condition;
import io.headgate.metering.alert.Reading;
import io.headgate.metering.alert.Verdict;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;

/**
 * What was measured of something that a rule watches; a reading comes of it for each threshold.
 *
 * @param scope whom it is of
 * @param subject what else tells it apart
 * @param window the time it is told once in
 * @param begins whether each window begins anew
 * @param verdict by threshold
 * @param what what is seen and what to do, in English
 */
record Measure(
        Alert.Scope scope,
        String subject,
        Alert.Window window,
        boolean begins,
        BigDecimal seen,
        String unit,
        Function<BigDecimal, Verdict> verdict,
        String what) {
    /** The unit of what is a part of something. */
    static final String SHARE = "share";

    /** A measure that is told of from its threshold on, and goes on being the same over the end of its window. */
    static Measure reaching(
            Alert.Scope scope, String subject, Alert.Window window, BigDecimal seen, String unit, String what) {
        return new Measure(scope, subject, window, false, seen, unit, threshold -> Verdict.of(seen, threshold), what);
    }

    /** The same, with windows that each begin anew. */
    Measure beginning() {
        return new Measure(scope, subject, window, true, seen, unit, verdict, what);
    }

    /** The same, and never what it is while there is too little to judge by. */
    Measure judgedIf(boolean enough) {
        return enough
                ? this
                : new Measure(scope, subject, window, begins, seen, unit, threshold -> Verdict.BETWEEN, what);
    }

    /** A reading for each of the rule's thresholds. */
    List<Reading> readings(AlertRule rule) {
        return rule.thresholds().stream()
                .map(threshold -> reading(rule, threshold))
                .toList();
    }

    Reading reading(AlertRule rule, BigDecimal threshold) {
        Condition condition =
                new Condition(rule.name(), Alert.Kind.valueOf(rule.kind().name()), scope, subject, threshold);
        BigDecimal exact = seen.setScale(Money.SCALE, RoundingMode.HALF_EVEN);
        return new Reading(
                condition,
                window,
                begins,
                verdict.apply(threshold),
                new Alert.Measurement(exact, threshold, unit),
                what);
    }
}
