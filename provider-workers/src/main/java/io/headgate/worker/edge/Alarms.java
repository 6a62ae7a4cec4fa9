package io.headgate.worker.edge;

import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.worker.report.ProviderAlerts;
import io.headgate.worker.report.ServedModels;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;

/** Finds in attempts what somebody should look at, and tells. Thread-safe. */
public final class Alarms {
    private final ProviderAlerts providers = new ProviderAlerts();
    private final ServedModels models = new ServedModels();
    private final Consumer<Alert> out;
    private final Clock clock;

    public Alarms(Consumer<Alert> out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Looks at an attempt that has ended. */
    public void ended(Attempt attempt) {
        Instant now = clock.instant();
        providers.ended(attempt, now).ifPresent(out);
        if (attempt.summary().status() == AttemptStatus.COMPLETED) {
            models.served(attempt.summary().target(), attempt.servedModel(), now)
                    .ifPresent(out);
        }
    }
}
