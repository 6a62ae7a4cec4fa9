package io.headgate.router.wiring;

import io.headgate.router.RouterConfig;
import io.headgate.router.waiting.RoomLimits;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;

/** {@code headgate.router.*}: see {@link RouterConfig} for what each means. */
@ConfigurationProperties("headgate.router")
public record RouterProperties(
        @Bindable(defaultValue = "data/router") String stateDir,
        @Bindable(defaultValue = "1") int threads,
        @Bindable(defaultValue = "0") int standbyReplicas,
        @Bindable(defaultValue = "10ms") Duration commitInterval,
        @Bindable(defaultValue = "24h") Duration idempotencyWindow,
        @Bindable(defaultValue = "8323072") int maxRecordBytes,
        @Bindable(defaultValue = "5s") Duration topicDiscovery,
        @Bindable(defaultValue = "100000") int waitingRequests,
        @Bindable(defaultValue = "536870912") long waitingBytes) {

    RouterConfig toConfig() {
        return new RouterConfig(
                Path.of(stateDir),
                threads,
                standbyReplicas,
                commitInterval,
                idempotencyWindow,
                maxRecordBytes,
                topicDiscovery,
                new RoomLimits(waitingRequests, waitingBytes));
    }
}
