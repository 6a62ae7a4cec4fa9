package io.headgate.router.edge;

import static io.headgate.router.edge.DrivenTopology.CODECS;
import static io.headgate.router.edge.DrivenTopology.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.RouterConfig;
import io.headgate.router.Samples;
import io.headgate.router.waiting.QueueOutlook;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.ModelRefusal;
import io.headgate.schemas.process.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alpha goes first, and both say that they take tools. */
class RefusalTopologyTest {
    private static final ProviderName ALPHA = new ProviderName("alpha");
    private static final ProviderName BETA = new ProviderName("beta");

    @TempDir
    private Path stateDir;

    @Test
    void whoRefusedTools_getsNoMoreRequestsWithTools_butTheOthers_andAllAreToldOnce() {
        RouterConfig config = RouterConfig.defaults(stateDir);
        KnownHealth known = new KnownHealth(_ -> true);
        CatalogSource catalogue = CatalogSource.fixed(Catalogues.sample(
                Catalogues.BASIC,
                List.of(
                        Catalogues.model("large", "alpha", "1", "1", 8_000, Set.of(Capability.TOOLS)),
                        Catalogues.model("small", "beta", "1", "1", 8_000, Set.of(Capability.TOOLS))),
                Map.of()));
        RouterTopologies topologies = new RouterTopologies(config, TOPICS, CODECS, catalogue);
        try (TopologyTestDriver driver = new TopologyTestDriver(
                topologies.admission(String::length, known, QueueOutlook.UNKNOWN, known),
                StreamsSettings.of(config, new KafkaConnection("unused:1", Map.of(), TOPICS), "admission"),
                Samples.NOW)) {
            admit(driver, withTools("r-1"));
            admit(driver, withTools("r-2"));
            List<Dispatch> first = read(driver, CODECS.dispatch(), TOPICS.dispatch(ALPHA));
            assertThat(first).hasSize(2);

            first.forEach(dispatch -> refuse(driver, dispatch));
            admit(driver, withTools("r-3"));
            admit(driver, Samples.request("r-4"));

            assertThat(read(driver, CODECS.dispatch(), TOPICS.dispatch(BETA)))
                    .extracting(dispatch -> dispatch.request().key().request().value())
                    .containsExactly("r-1", "r-2", "r-3");
            assertThat(read(driver, CODECS.dispatch(), TOPICS.dispatch(ALPHA)))
                    .extracting(dispatch -> dispatch.request().key().request().value())
                    .containsExactly("r-4");
            assertThat(read(driver, CODECS.alert(), TOPICS.alerts()))
                    .extracting(Alert::kind)
                    .containsExactly(Alert.Kind.CAPABILITY_REFUSED);
            assertThat(driver.createOutputTopic(
                                    TOPICS.refusals(), new StringDeserializer(), new ByteArrayDeserializer())
                            .readKeyValuesToList())
                    .singleElement()
                    .satisfies(told -> {
                        assertThat(told.key).isEqualTo("large/tools");
                        assertThat(CODECS.modelRefusal().decode(told.value))
                                .isInstanceOfSatisfying(
                                        Decoded.Readable.class,
                                        readable -> assertThat(((ModelRefusal) readable.value()).capability())
                                                .isEqualTo(Capability.TOOLS));
                    });
        }
    }

    private static InferenceRequest withTools(String id) {
        String body = "{\"model\":\"fast-text\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]}";
        return Samples.request(id, body, Samples.FAST, Samples.context(null));
    }

    private static void admit(TopologyTestDriver driver, InferenceRequest request) {
        send(driver, TOPICS.admissions(), CODECS.admission().encode(request));
    }

    private static void refuse(TopologyTestDriver driver, Dispatch dispatch) {
        AttemptSummary summary = new AttemptSummary(
                dispatch.attempt(),
                dispatch.target(),
                AttemptStatus.REFUSED,
                new Failure(FailureCode.CAPABILITY_REFUSED, "it cannot", Capability.TOOLS.wireName(), null),
                400,
                dispatch.dispatchedAt(),
                Duration.ofMillis(5));
        send(driver, TOPICS.attempts(), CODECS.attempt().encode(WorkerAnswers.comesBack(dispatch.request(), summary)));
    }

    private static void send(TopologyTestDriver driver, String topic, byte[] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput("acme".getBytes(StandardCharsets.UTF_8), value);
    }

    private static <T> List<T> read(TopologyTestDriver driver, MessageCodec<T> codec, String topic) {
        return driver
                .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .stream()
                .map(value -> ((Decoded.Readable<T>) codec.decode(value)).value())
                .toList();
    }
}
