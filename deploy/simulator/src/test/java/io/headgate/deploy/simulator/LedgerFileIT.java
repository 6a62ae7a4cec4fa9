package io.headgate.deploy.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.edge.LedgerFile;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void everyCallIsALineWhenItHasEnded_behindThoseOfAnEarlierRun() throws Exception {
        Path file = directory.resolve("ledger.jsonl");
        callOnce(file, "first");
        callOnce(file, "second");

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        JsonNode second = JSON.readTree(lines.getLast());
        assertThat(second.path("attemptId").asText()).isEqualTo("second");
        assertThat(second.path("status").asInt()).isEqualTo(200);
        assertThat(second.path("billed").asBoolean()).isTrue();
    }

    private static void callOnce(Path file, String attempt) throws Exception {
        SimulatorConfig config = SimulatorConfig.of(SimulatedProvider.named("a").withPrices("1", "2", "USD"));
        try (LedgerFile ledger = LedgerFile.append(file);
                Simulator simulator = Simulator.start(config, ledger)) {
            new Client(simulator).call("a", Client.prompt("hi"), "x-headgate-attempt-id", attempt);
        }
    }
}
