package io.headgate.metering.wiring;

import io.headgate.metering.orphan.OrphanConfig;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;

/** {@code headgate.metering.orphans.*}: see {@link OrphanConfig} for what each means. */
@ConfigurationProperties("headgate.metering.orphans")
public record OrphanSettings(
        @Bindable(defaultValue = "data/metering") String stateDir,
        @Bindable(defaultValue = "75m") Duration after,
        @Bindable(defaultValue = "10s") Duration lookEvery) {
    OrphanConfig config() {
        return new OrphanConfig(Path.of(stateDir), after, lookEvery);
    }
}
