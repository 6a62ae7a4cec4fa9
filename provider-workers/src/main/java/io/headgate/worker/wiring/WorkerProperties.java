package io.headgate.worker.wiring;

import io.headgate.worker.WorkerConfig;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/** {@code headgate.worker.*}: see {@link WorkerConfig} for what each means. */
@ConfigurationProperties("headgate.worker")
public record WorkerProperties(
        @Bindable(defaultValue = "local") String instance,
        @Bindable(defaultValue = "3s") Duration revokeGrace,
        @Bindable(defaultValue = "10s") Duration drainTime,
        @Bindable(defaultValue = "10s") Duration catalogueWait,
        @Bindable(defaultValue = "8323072") int maxRecordBytes) {
    WorkerConfig toConfig() {
        return new WorkerConfig(instance, revokeGrace, drainTime, catalogueWait, maxRecordBytes);
    }
}
