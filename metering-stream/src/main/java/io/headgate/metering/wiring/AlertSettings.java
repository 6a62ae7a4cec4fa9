package io.headgate.metering.wiring;

import io.headgate.metering.alert.service.AlertConfig;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/** {@code headgate.metering.alerts.*}: see {@link AlertConfig} for what each means. */
@ConfigurationProperties("headgate.metering.alerts")
public record AlertSettings(
        @Bindable(defaultValue = "15s") Duration lookEvery,
        @Bindable(defaultValue = "1s") Duration deliverEvery) {
    AlertConfig config() {
        return new AlertConfig(lookEvery, deliverEvery);
    }
}
