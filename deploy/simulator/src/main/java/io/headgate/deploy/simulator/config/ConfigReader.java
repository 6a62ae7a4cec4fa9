package io.headgate.deploy.simulator.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.ledger.Prices;
import io.headgate.deploy.simulator.provider.RateLimit;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML, and JSON as a part of it. Throws {@link IllegalArgumentException} with the path to what is wrong. */
public final class ConfigReader {
    private static final ObjectMapper NODES = new ObjectMapper();

    private ConfigReader() {}

    /** Reads a configuration file. */
    public static SimulatorConfig read(Path file) throws IOException {
        return read(Files.readString(file));
    }

    /** Reads a configuration document: {@code seed}, {@code host}, {@code port}, {@code threads}, {@code providers}. */
    public static SimulatorConfig read(String document) {
        Fields fields = new Fields("$", parse(document), Set.of("seed", "host", "port", "threads", "providers"));
        List<SimulatedProvider> providers = new ArrayList<>();
        for (JsonNode provider : fields.node("providers")) {
            providers.add(provider("$.providers[" + providers.size() + "]", provider));
        }
        return new SimulatorConfig(
                fields.has("host") ? fields.text("host") : "127.0.0.1",
                fields.integer("port", 0),
                fields.integer("seed", 1),
                fields.integer("threads", Runtime.getRuntime().availableProcessors()),
                Optional.empty(),
                providers);
    }

    /** Reads a behaviour document. */
    public static Behaviour readBehaviour(String document) {
        return BehaviourReader.read("$", parse(document));
    }

    private static SimulatedProvider provider(String path, JsonNode node) {
        Fields fields = new Fields(path, node, Set.of("name", "models", "prices", "rateLimit", "apiKey", "behaviour"));
        return new SimulatedProvider(
                fields.text("name"),
                fields.texts("models"),
                fields.has("prices")
                        ? Optional.of(prices(fields.at("prices"), fields.node("prices")))
                        : Optional.empty(),
                fields.has("rateLimit")
                        ? Optional.of(rateLimit(fields.at("rateLimit"), fields.node("rateLimit")))
                        : Optional.empty(),
                fields.has("apiKey") ? Optional.of(fields.text("apiKey")) : Optional.empty(),
                fields.has("behaviour")
                        ? BehaviourReader.read(fields.at("behaviour"), fields.node("behaviour"))
                        : Behaviour.DEFAULT);
    }

    private static Prices prices(String path, JsonNode node) {
        Fields fields = new Fields(path, node, Set.of("input", "cachedInput", "output", "currency"));
        String cached = fields.has("cachedInput") ? "cachedInput" : "input";
        return new Prices(
                fields.decimal("input"), fields.decimal(cached), fields.decimal("output"), fields.text("currency"));
    }

    private static RateLimit rateLimit(String path, JsonNode node) {
        Fields fields = new Fields(path, node, Set.of("requestsPerMinute", "tokensPerMinute"));
        return new RateLimit(
                fields.integer("requestsPerMinute", Integer.MAX_VALUE),
                fields.integer("tokensPerMinute", Integer.MAX_VALUE));
    }

    private static JsonNode parse(String document) {
        try {
            Object value = new Load(LoadSettings.builder().build()).loadFromString(document);
            return value == null ? NODES.nullNode() : NODES.valueToTree(value);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("not YAML and not JSON: " + e.getMessage(), e);
        }
    }
}
