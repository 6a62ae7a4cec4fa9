package io.headgate.router.route;

import io.headgate.router.route.CanaryJudgement.Breach;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.CanaryStop;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What people are told of replacements; the same stop has the same id, whoever tells of it. */
final class CanaryAlerts {
    private CanaryAlerts() {}

    static Alert raised(CanaryStop stop, Breach breach, Instant now) {
        return alert(
                stop,
                Alert.State.RAISED,
                stop.words() + "; it is tried no more",
                new Alert.Measurement(rounded(breach.seen()), breach.allowed(), breach.unit()),
                now);
    }

    /** Its lines have changed: whatever is there now begins anew. */
    static CanaryNews over(CanaryStop stop, Instant now) {
        return new CanaryNews(
                stop.alias(), null, alert(stop, Alert.State.RESOLVED, "was changed in the catalogue", null, now));
    }

    private static Alert alert(
            CanaryStop stop, Alert.State state, String words, Alert.@Nullable Measurement measured, Instant now) {
        Canary canary = stop.canary();
        return new Alert(
                "canary_stopped/%s/%s".formatted(stop.alias(), canary.to()),
                state,
                Alert.Kind.CANARY_STOPPED,
                null,
                new Alert.Scope(null, null, stop.alias(), null, canary.to()),
                "canary %s of alias %s, in place of %s, %s".formatted(canary.to(), stop.alias(), canary.of(), words),
                measured,
                null,
                now);
    }

    private static BigDecimal rounded(double number) {
        return BigDecimal.valueOf(number).setScale(4, RoundingMode.HALF_UP);
    }
}
