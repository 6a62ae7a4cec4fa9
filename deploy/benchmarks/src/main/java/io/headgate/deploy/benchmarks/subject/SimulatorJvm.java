package io.headgate.deploy.benchmarks.subject;

import io.headgate.deploy.benchmarks.jvm.Orders;
import io.headgate.deploy.benchmarks.rig.Sample;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.LatencyText;
import io.headgate.deploy.simulator.config.KeyStoreFile;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A simulated provider on the port that is its first argument, 0 for a free one; over TLS where a key store and its
 * password follow. Ready with its base URL; orders: {@code latency fixed:2s} sets how long it takes to answer, {@code pace
 * 200} how many tokens a second come of an answer, 0 for all at once.
 *
 * <p>It forgets its calls each second: nobody asks it for them, and millions would be its collector's work.
 */
public final class SimulatorJvm {
    private SimulatorJvm() {}

    public static void main(String[] arguments) throws IOException {
        String provider = Sample.PROVIDER.value();
        SimulatorConfig config =
                SimulatorConfig.of(SimulatedProvider.named(provider)).withPort(Integer.parseInt(arguments[0]));
        Simulator simulator = Simulator.start(
                arguments.length > 2 ? config.withTls(new KeyStoreFile(Path.of(arguments[1]), arguments[2])) : config);
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory())
                .scheduleWithFixedDelay(simulator.ledger()::clear, 1, 1, TimeUnit.SECONDS);
        Orders.obey(simulator.baseUrl(provider).toString(), words -> carryOut(simulator, provider, words));
    }

    private static String carryOut(Simulator simulator, String provider, List<String> words) {
        switch (words.getFirst()) {
            case "latency" -> {
                simulator.behave(provider, Behaviour.DEFAULT.withLatency(LatencyText.parse(words.get(1))));
                return words.get(1);
            }
            case "pace" -> {
                int tokens = Integer.parseInt(words.get(1));
                simulator.behave(provider, Behaviour.DEFAULT.withTokensPerSecond(tokens));
                return words.get(1);
            }
            default -> throw new IllegalArgumentException("order %s: allowed latency, pace".formatted(words));
        }
    }
}
