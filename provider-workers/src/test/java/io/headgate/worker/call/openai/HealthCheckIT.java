package io.headgate.worker.call.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamCheck;
import io.headgate.worker.call.exchange.WireAdapter;
import io.headgate.worker.call.http.HttpLimits;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthCheckIT {
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);
    private static final Simulator SIMULATOR =
            Simulator.start(SimulatorConfig.of(SimulatedProvider.named("sim").withModels("a", "b")));
    private static final WireAdapter ADAPTER = OpenAiAdapters.of(HttpLimits.of(4, true));

    @AfterAll
    static void stop() {
        ADAPTER.close();
        SIMULATOR.close();
    }

    @Test
    void passesAndBillsNothing_whenTheModelsAreListed() {
        SIMULATOR.behave("sim", Behaviour.DEFAULT);

        assertThat(check(SIMULATOR.baseUrl("sim"))).isTrue();
        assertThat(SIMULATOR.ledger().entries("sim")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status:500", "status:503", "hang", "reset-after-read"})
    void fails_whenTheProviderIsDown(String fault) {
        SIMULATOR.behave("sim", Behaviour.DEFAULT.withFaults(FaultPlan.chance(fault, 1)));

        assertThat(check(SIMULATOR.baseUrl("sim"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "200, true",
        "204, true",
        "307, true",
        "401, true",
        "404, true",
        "429, false",
        "500, false",
        "529, false"
    })
    void followsTheStatus_whateverTheBody(int status, boolean passes) throws IOException {
        byte[] answer = RawServer.bytes("HTTP/1.1 " + status + " Any\r\ncontent-length: 0\r\n\r\n");
        try (RawServer server = RawServer.sending(answer)) {
            assertThat(check(server.baseUrl())).isEqualTo(passes);
        }
    }

    @Test
    void passes_whenTheListIsLong() throws IOException {
        byte[] answer = RawServer.bytes("HTTP/1.1 200 OK\r\ncontent-length: 900000\r\n\r\n" + " ".repeat(900_000));
        try (RawServer server = RawServer.sending(answer)) {
            assertThat(check(server.baseUrl())).isTrue();
        }
    }

    @Test
    void fails_whenNobodyListens() {
        assertThat(check(URI.create("http://127.0.0.1:1/v1"))).isFalse();
    }

    private static boolean check(URI baseUrl) {
        return ADAPTER.check(new UpstreamCheck(
                baseUrl, null, new CallTimeouts(HALF_A_SECOND, HALF_A_SECOND, HALF_A_SECOND, HALF_A_SECOND)));
    }
}
