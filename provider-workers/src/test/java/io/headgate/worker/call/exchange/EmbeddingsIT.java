package io.headgate.worker.call.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.misbehaviour.WireFormat;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.exchange.WireAdapter.Manner;
import io.headgate.worker.call.http.ApacheHttpUpstream;
import io.headgate.worker.call.http.HttpLimits;
import io.headgate.worker.call.wire.WireJson;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Embeddings over real connections, in every format that has them: the client gets the same from each. */
class EmbeddingsIT {
    private static final Simulator SIMULATOR =
            Simulator.start(SimulatorConfig.of(SimulatedProvider.named("p").withPrices("1", "0", "USD")));
    private static final Set<WireFormat> FORMATS = Set.of(WireFormat.OPENAI, WireFormat.GEMINI, WireFormat.OLLAMA);
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final CallTimeouts TIMEOUTS = new CallTimeouts(PATIENT, PATIENT, PATIENT, PATIENT);

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @BeforeEach
    void behaves() {
        SIMULATOR.behave("p", Behaviour.DEFAULT);
        SIMULATOR.ledger().clear();
    }

    @Test
    void sameVectorsForTheSameTokens_asNumbersAndAsBase64() {
        for (String encoding : new String[] {"float", "base64"}) {
            Set<JsonNode> vectors = new HashSet<>();
            for (WireFormat format : FORMATS) {
                CallOutcome.Completed completed = (CallOutcome.Completed) call(format, encoding);
                JsonNode data = response(completed).path("data");
                assertThat(data).as("%s, %s", format, encoding).hasSize(2);
                assertThat(data.path(1).path("index").asInt()).isEqualTo(1);
                data.forEach(one -> vectors.add(one.path("embedding")));
                assertThat(completed.usage().of(Meter.INPUT)).isEqualTo(4);
                assertThat(completed.usage().source()).isEqualTo(Usage.Source.REPORTED);
                assertThat(SIMULATOR.ledger().entries("p").getLast().usage().prompt())
                        .isEqualTo(4);
            }
            assertThat(vectors).as(encoding).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "GEMINI", "OLLAMA"})
    void vectorsThatAreMissingAreNone(WireFormat format) {
        SIMULATOR.behave("p", Behaviour.DEFAULT.withFaults(FaultPlan.script("empty-choices")));

        CallOutcome.Unknown unknown = (CallOutcome.Unknown) call(format, "float");

        assertThat(unknown.failure().code()).isEqualTo(FailureCode.PROVIDER_GARBAGE);
        assertThat(unknown.usage()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "GEMINI", "OLLAMA"})
    void usageThatIsMissingIsEstimated(WireFormat format) {
        SIMULATOR.behave("p", Behaviour.DEFAULT.withFaults(FaultPlan.script("no-usage")));

        CallOutcome.Completed completed = (CallOutcome.Completed) call(format, "float");

        assertThat(completed.usage().source()).isEqualTo(Usage.Source.ESTIMATED);
        assertThat(completed.usage().outputTokens()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "GEMINI", "OLLAMA"})
    void aTextThatIsTooLongMayGoElsewhere(WireFormat format) {
        SIMULATOR.behave("p", Behaviour.DEFAULT.withFaults(FaultPlan.script("context-too-long")));

        CallOutcome.Refused refused = (CallOutcome.Refused) call(format, "float");

        assertThat(refused.failure().code()).isEqualTo(FailureCode.CONTEXT_TOO_LONG);
        assertThat(refused.elsewhereMayHelp()).isTrue();
    }

    private static CallOutcome call(WireFormat format, String encoding) {
        String body = """
                {"model":"vectors","input":["canals","locks"],"dimensions":8,"encoding_format":"%s"}""".formatted(encoding);
        ApacheHttpUpstream http = new ApacheHttpUpstream(HttpLimits.of(1, true));
        try (WireAdapter adapter = new WireAdapter(FormatCalls.wire(format), http, Manner.PLAIN, Clock.systemUTC())) {
            return adapter.call(FormatCalls.call(body, format, SIMULATOR.origin("p"), TIMEOUTS));
        }
    }

    private static JsonNode response(CallOutcome.Completed completed) {
        return WireJson.object(completed.response()).orElseThrow();
    }
}
