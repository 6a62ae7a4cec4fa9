package io.headgate.deploy.simulator.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.Behaviour.TokenRange;
import io.headgate.deploy.simulator.behaviour.Fault;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.behaviour.FaultText;
import io.headgate.deploy.simulator.behaviour.LatencyText;
import io.headgate.deploy.simulator.behaviour.ServiceTier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a behaviour document; what it leaves out is as in {@link Behaviour#DEFAULT}. */
final class BehaviourReader {
    private static final Set<String> KNOWN = Set.of(
            "latency",
            "tokensPerSecond",
            "faults",
            "servedModel",
            "servedTier",
            "replyTokens",
            "cachedPercent",
            "reasoningTokens",
            "callsTools",
            "billsAbandoned");

    private BehaviourReader() {}

    static Behaviour read(String path, JsonNode node) {
        Fields fields = new Fields(path, node, KNOWN);
        Behaviour base = Behaviour.DEFAULT;
        return new Behaviour(
                fields.has("latency")
                        ? fields.parsed("latency", fields.text("latency"), LatencyText::parse, "a latency")
                        : base.latency(),
                fields.integer("tokensPerSecond", base.tokensPerSecond()),
                fields.has("faults") ? plan(fields.at("faults"), fields.node("faults")) : base.faults(),
                fields.has("servedModel") ? Optional.of(fields.text("servedModel")) : base.servedModel(),
                fields.has("servedTier")
                        ? Optional.of(fields.parsed(
                                "servedTier", fields.text("servedTier"), ServiceTier::parse, "a service tier"))
                        : base.servedTier(),
                fields.has("replyTokens")
                        ? range(fields.at("replyTokens"), fields.node("replyTokens"))
                        : base.replyTokens(),
                fields.integer("cachedPercent", base.cachedPercent()),
                fields.integer("reasoningTokens", base.reasoningTokens()),
                fields.flag("callsTools", base.callsTools()),
                fields.flag("billsAbandoned", base.billsAbandoned()));
    }

    private static TokenRange range(String path, JsonNode node) {
        Fields fields = new Fields(path, node, Set.of("least", "most"));
        int least = fields.integer("least", 1);
        return new TokenRange(least, fields.integer("most", least));
    }

    private static FaultPlan plan(String path, JsonNode node) {
        Fields fields = new Fields(path, node, Set.of("script", "chances"));
        List<Optional<Fault>> script = new ArrayList<>();
        for (String outcome : fields.texts("script")) {
            script.add(fields.parsed("script", outcome, FaultText::parse, "faults"));
        }
        List<FaultPlan.Chance> chances = new ArrayList<>();
        for (Map.Entry<String, JsonNode> chance : fields.node("chances").properties()) {
            String name = "chances." + chance.getKey();
            if (!chance.getValue().isNumber()) {
                throw new IllegalArgumentException(
                        fields.at(name) + ": want a number from 0 to 1, got " + chance.getValue());
            }
            Fault fault = fields.parsed(name, chance.getKey(), FaultText::parse, "a fault")
                    .orElseThrow(
                            () -> new IllegalArgumentException(fields.at(name) + ": 'ok' has no chance of its own"));
            chances.add(new FaultPlan.Chance(fault, chance.getValue().asDouble()));
        }
        return new FaultPlan(script, chances);
    }
}
