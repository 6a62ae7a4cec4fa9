package io.headgate.deploy.benchmarks.protocol;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.subject.SimulatorJvm;
import io.headgate.deploy.simulator.config.KeyStoreFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A simulated provider over TLS, and what it takes to trust it. One thread. */
final class ProtocolRig implements AutoCloseable {
    private static final String PASSWORD = "benchmark";
    private static final String HEAP = "-Xmx1g";
    /** Tokens a second of a stream: 8 to 64 of them, a chunk each, come in 40 to 320 ms. */
    private static final int PACE = 200;

    private final ProtocolPlan plan;
    private final Path folder;
    private final KeyStoreFile keys;
    private final ChildJvm simulator;

    private ProtocolRig(ProtocolPlan plan, Path folder, KeyStoreFile keys, ChildJvm simulator) {
        this.plan = plan;
        this.folder = folder;
        this.keys = keys;
        this.simulator = simulator;
    }

    /** It answers when this returns. */
    static ProtocolRig start(ProtocolPlan plan) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("headgate-bench");
        KeyStoreFile keys = KeyStoreFile.selfSigned(folder.resolve("keys.p12"), PASSWORD);
        List<String> overTls = List.of("0", keys.file().toString(), keys.password());
        return new ProtocolRig(plan, folder, keys, ChildJvm.start(SimulatorJvm.class, List.of(HEAP), overTls));
    }

    /** From now on streams come at a pace, or all comes at once. */
    void pace(boolean paced) {
        simulator.order("pace " + (paced ? PACE : 0));
    }

    /** By a client that nobody has used. */
    Spent measure(Protocols protocol, ProtocolScenarios scenario) {
        URI uri = URI.create(simulator.ready() + "/chat/completions");
        List<String> arguments = CallerJvm.arguments(protocol, uri, scenario.atOnce());
        try (ChildJvm caller = ChildJvm.start(CallerJvm.class, trusting(), arguments)) {
            Spent.during(plan.warmUp(), caller, scenario);
            return Spent.during(plan.measured(), caller, scenario);
        }
    }

    private List<String> trusting() {
        List<String> options = new ArrayList<>(plan.jvm());
        options.add("-Djavax.net.ssl.trustStore=" + keys.file());
        options.add("-Djavax.net.ssl.trustStorePassword=" + keys.password());
        options.add("-Djavax.net.ssl.trustStoreType=" + KeyStoreFile.TYPE);
        return options;
    }

    @Override
    public void close() throws IOException {
        simulator.close();
        Files.delete(keys.file());
        Files.delete(folder);
    }
}
