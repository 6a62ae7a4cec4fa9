package io.headgate.worker.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProviderAlertsTest {
    private static final Target OTHER_MODEL =
            new Target(Samples.PROVIDER, Samples.TARGET.endpoint(), new ModelName("other"), "other-1");

    private final ProviderAlerts alerts = new ProviderAlerts();

    @Test
    void tellsOnce_whenMoneyRanOut() {
        Alert alert = refused(FailureCode.PROVIDER_QUOTA, 1).orElseThrow();
        assertThat(alert.state()).isEqualTo(Alert.State.RAISED);
        assertThat(alert.kind()).isEqualTo(Alert.Kind.PROVIDER_ERRORS);
        assertThat(alert.id()).isEqualTo("provider_errors/sim/quota");
        assertThat(alert.scope().provider()).isEqualTo(Samples.PROVIDER);
        assertThat(refused(FailureCode.PROVIDER_QUOTA, 2)).isEmpty();
    }

    @Test
    void resolves_whenALaterCallCompletes() {
        refused(FailureCode.PROVIDER_QUOTA, 5);
        assertThat(completed(Samples.TARGET, 4)).as("began before").isEmpty();
        assertThat(completed(OTHER_MODEL, 6)).as("another model").isEmpty();
        assertThat(completed(Samples.TARGET, 6).orElseThrow().state()).isEqualTo(Alert.State.RESOLVED);
        assertThat(completed(Samples.TARGET, 7)).isEmpty();
        assertThat(refused(FailureCode.PROVIDER_QUOTA, 8)).as("told anew").isPresent();
    }

    @Test
    void moneyAndKeyAreTwo() {
        assertThat(refused(FailureCode.PROVIDER_QUOTA, 1)).isPresent();
        assertThat(refused(FailureCode.PROVIDER_AUTH, 1).orElseThrow().id()).isEqualTo("provider_errors/sim/auth");
        assertThat(completed(Samples.TARGET, 2)).isPresent();
        assertThat(completed(Samples.TARGET, 3)).isPresent();
        assertThat(completed(Samples.TARGET, 4)).isEmpty();
    }

    @Test
    void isSilent_whenItWasAnythingElse() {
        assertThat(refused(FailureCode.PROVIDER_BAD_REQUEST, 1)).isEmpty();
        assertThat(alerts.ended(
                        Ended.failed(Samples.TARGET, AttemptStatus.NOT_CALLED, FailureCode.PROVIDER_AUTH, Ended.START),
                        Ended.START))
                .isEmpty();
    }

    private Optional<Alert> refused(FailureCode code, int second) {
        Instant at = Ended.START.plusSeconds(second);
        return alerts.ended(Ended.failed(Samples.TARGET, AttemptStatus.REFUSED, code, at), at);
    }

    private Optional<Alert> completed(Target target, int startedSecond) {
        Attempt attempt = Ended.completed(target, Ended.START.plusSeconds(startedSecond), Duration.ofSeconds(1));
        return alerts.ended(attempt, Ended.START.plusSeconds(60));
    }
}
