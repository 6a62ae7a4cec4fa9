package io.headgate.worker.edge;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The providers that have dispatch topics, whatever the catalogue says: work may be queued there. */
public final class QueuedProviders {
    private static final Logger log = LoggerFactory.getLogger(QueuedProviders.class);
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private QueuedProviders() {}

    /** Empty when the broker does not answer, after up to ten seconds. Blocks. */
    public static Optional<Set<ProviderName>> list(KafkaConnection kafka) throws InterruptedException {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            return Optional.of(admin.listTopics().names().get(WITHIN.toMillis(), TimeUnit.MILLISECONDS).stream()
                    .map(kafka.topics()::providerOf)
                    .flatMap(Optional::stream)
                    .collect(Collectors.toSet()));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            log.atWarn().addKeyValue("cause", e.toString()).log("dispatch topics cannot be listed; asked again");
            Thread.sleep(PAUSE);
            return Optional.empty();
        }
    }
}
