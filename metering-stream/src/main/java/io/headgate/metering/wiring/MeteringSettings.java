package io.headgate.metering.wiring;

import io.headgate.metering.MeteringConfig;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code headgate.metering.*}: see {@link MeteringConfig} for what each means. */
@ConfigurationProperties("headgate.metering")
public record MeteringSettings(
        @Bindable(defaultValue = "1") int streamThreads,
        @Bindable(defaultValue = "0") int standbyReplicas,
        @Bindable(defaultValue = "1s") Duration emitEvery,
        @Bindable(defaultValue = "5000") int maxLinesPerEmission,
        @Bindable(defaultValue = "5000") int maxRecordsPerBatch,
        @Bindable(defaultValue = "100ms") Duration retryFrom,
        @Bindable(defaultValue = "5s") Duration retryUpTo,
        @Nullable Integer keptLedgerMonths) {
    MeteringConfig config() {
        return new MeteringConfig(
                streamThreads,
                standbyReplicas,
                emitEvery,
                maxLinesPerEmission,
                maxRecordsPerBatch,
                retryFrom,
                retryUpTo,
                keptLedgerMonths);
    }
}
