package io.headgate.deploy.simulator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.LatencyText;
import io.headgate.deploy.simulator.behaviour.ServiceTier;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
    @Test
    void readsAllFields_whenGivenTheExample() throws Exception {
        SimulatorConfig config = ConfigReader.read(Path.of("examples/three-providers.yml"));
        assertThat(config.providers()).extracting(p -> p.name()).containsExactly("swift", "steady", "thrifty");
        assertThat(config.providers().getFirst().prices().orElseThrow().cachedInput())
                .isEqualTo(new BigDecimal("1.25"));
        assertThat(config.providers().getFirst().toString()).doesNotContain("sk-swift-demo");
        assertThat(config.providers().getLast().behaviour().faults().chances()).hasSize(4);
    }

    @Test
    void keepsDefaults_whenFieldsAreLeftOut() {
        assertThat(ConfigReader.readBehaviour("{\"latency\":\"fixed:20ms\"}"))
                .isEqualTo(Behaviour.DEFAULT.withLatency(LatencyText.parse("fixed:20ms")));
    }

    @Test
    void readsTheTierToServeAt() {
        assertThat(ConfigReader.readBehaviour("servedTier: flex"))
                .isEqualTo(Behaviour.DEFAULT.withServedTier(ServiceTier.FLEX));
        assertThatThrownBy(() -> ConfigReader.readBehaviour("servedTier: turbo"))
                .hasMessage("$.servedTier: service tier 'turbo': want one of [standard, flex, priority]");
    }

    @Test
    void namesPathAndOffender_whenWrong() {
        assertThatThrownBy(() -> ConfigReader.read("providers: [{name: a, price: {}}]"))
                .hasMessageContaining("$.providers[0].price: unknown");
        assertThatThrownBy(() ->
                        ConfigReader.read("providers: [{name: a, prices: {input: 1.5, output: '2', currency: USD}}]"))
                .hasMessageContaining("$.providers[0].prices.input: want a string");
        assertThatThrownBy(() -> ConfigReader.readBehaviour("faults: {script: [ohno]}"))
                .hasMessageContaining("$.faults.script: fault 'ohno'");
        assertThatThrownBy(() -> ConfigReader.read("providers: []")).hasMessageContaining("at least one");
        assertThatThrownBy(() -> ConfigReader.read("a: [")).hasMessageContaining("not YAML");
        assertThatThrownBy(() -> ConfigReader.readBehaviour("")).hasMessageContaining("want an object");
    }
}
