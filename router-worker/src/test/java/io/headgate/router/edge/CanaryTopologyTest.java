package io.headgate.router.edge;

import static io.headgate.router.edge.AdmissionDriver.CODECS;
import static io.headgate.router.edge.AdmissionDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.RouterConfig;
import io.headgate.router.Samples;
import io.headgate.router.waiting.QueueOutlook;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.CanaryStop;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.process.KafkaConnection;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryTopologyTest {
    private static final ModelName PINNED = new ModelName("alpha-large");
    private static final ModelName REPLACEMENT = new ModelName("beta-small");

    @TempDir
    private Path stateDir;

    @Test
    void aReplacementThatDoesWorse_isToldOfOnce_toPeopleAndToEveryRouter() {
        Canary canary = new Canary(
                PINNED,
                REPLACEMENT,
                500,
                null,
                List.of(),
                new Canary.Stop(1, new BigDecimal("5"), null, null, null, null, 20));
        Catalogue catalogue = Catalogues.withCanary(Catalogues.sample(), Samples.FAST, canary);
        RouterConfig config = RouterConfig.defaults(stateDir);
        KnownHealth known = new KnownHealth(_ -> true);
        RouterTopologies topologies = new RouterTopologies(config, TOPICS, CODECS, CatalogSource.fixed(catalogue));
        try (TopologyTestDriver driver = new TopologyTestDriver(
                topologies.admission(String::length, known, QueueOutlook.UNKNOWN, known),
                StreamsSettings.of(config, new KafkaConnection("unused:1", Map.of(), TOPICS), "admission"),
                Samples.NOW)) {
            TestOutputTopic<byte[], byte[]> alerts =
                    driver.createOutputTopic(TOPICS.alerts(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            over(driver, PINNED, null);
            assertThat(alerts.isEmpty()).isTrue();
            over(driver, REPLACEMENT, Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "down"));
            over(driver, REPLACEMENT, Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "down"));

            assertThat(alerts.readRecordsToList()).singleElement().satisfies(told -> {
                assertThat(told.key()).isNull();
                assertThat(CODECS.alert().decode(told.value()))
                        .isInstanceOfSatisfying(
                                Decoded.Readable.class,
                                readable -> assertThat(((Alert) readable.value()).kind())
                                        .isEqualTo(Alert.Kind.CANARY_STOPPED));
            });
            assertThat(known.canary(Samples.FAST, canary).stopped()).isNotNull();
            TestOutputTopic<byte[], byte[]> canaries = driver.createOutputTopic(
                    TOPICS.canaries(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            assertThat(canaries.readRecordsToList()).singleElement().satisfies(stopped -> {
                assertThat(new String(stopped.key(), StandardCharsets.UTF_8)).isEqualTo(Samples.FAST.value());
                assertThat(CODECS.canaryStop().decode(stopped.value()))
                        .isInstanceOfSatisfying(
                                Decoded.Readable.class,
                                readable -> assertThat(((CanaryStop) readable.value()).canary())
                                        .isEqualTo(canary));
            });
        }
    }

    private static void over(TopologyTestDriver driver, ModelName model, @Nullable Failure failure) {
        AttemptSummary sample = Samples.summary("eu", FailureCode.PROVIDER_TIMEOUT);
        AttemptSummary summary = new AttemptSummary(
                sample.id(),
                new Target(new ProviderName("alpha"), new EndpointName("eu"), model, model.value()),
                failure == null ? AttemptStatus.COMPLETED : AttemptStatus.REFUSED,
                failure,
                null,
                sample.startedAt(),
                sample.duration());
        TestInputTopic<byte[], byte[]> attempts =
                driver.createInputTopic(TOPICS.attempts(), new ByteArraySerializer(), new ByteArraySerializer());
        attempts.pipeInput(
                "acme".getBytes(StandardCharsets.UTF_8),
                CODECS.attempt().encode(Samples.attempt(new Disposition.Final(), 1, summary)));
    }
}
