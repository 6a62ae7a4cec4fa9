package io.headgate.deploy.simulator;

import io.headgate.deploy.simulator.config.ConfigReader;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.edge.LedgerFile;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a simulator as a process of its own until it is told to stop. */
@Command(
        name = "headgate-simulator",
        mixinStandardHelpOptions = true,
        version = "headgate-simulator 0.1.0",
        description = "Plays LLM providers. Prints 'READY <base url>' when it takes calls.")
public final class SimulatorMain implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "YAML or JSON; without it one provider 'sim'.")
    private @Nullable Path config;

    @Option(names = "--port", description = "Overrides the file's port; 0 for a free one.")
    private @Nullable Integer port;

    @Option(names = "--host", description = "Overrides the file's address to listen on (127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--seed", description = "Overrides the file's seed of latencies and drawn faults.")
    private @Nullable Long seed;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "Appends each call to this file when it has ended, a JSON line each.")
    private @Nullable Path ledger;

    public static void main(String[] args) {
        System.exit(new CommandLine(new SimulatorMain()).execute(args));
    }

    /** Returns 0 once the process is stopped, 2 when the configuration is wrong. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        SimulatorConfig asked;
        try {
            asked = overridden(config == null ? defaults() : ConfigReader.read(config));
        } catch (IllegalArgumentException e) {
            System.err.println((config == null ? "options" : config) + ": " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        Simulator simulator =
                ledger == null ? Simulator.start(asked) : Simulator.start(asked, LedgerFile.append(ledger));
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "simulator-stop"));
        System.out.println("READY " + simulator.baseUrl());
        System.out.flush();
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    private static SimulatorConfig defaults() {
        return SimulatorConfig.of(SimulatedProvider.named("sim"));
    }

    private SimulatorConfig overridden(SimulatorConfig from) {
        SimulatorConfig result = port == null ? from : from.withPort(port);
        result = host == null ? result : result.withHost(host);
        return seed == null ? result : result.withSeed(seed);
    }
}
