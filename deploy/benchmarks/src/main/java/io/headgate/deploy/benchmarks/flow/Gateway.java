package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.rig.Callers;
import io.headgate.deploy.benchmarks.subject.BareClientJvm;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Somebody else's gateway, that calls the simulated provider: what it is asked about on the command line. */
final class Gateway {
    static final String NAME = "gateway";

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            required = true,
            description = "Measure this OpenAI-compatible gateway as well: what /chat/completions is added to.")
    private @Nullable URI address;

    @Option(
            names = "--gateway-model",
            paramLabel = "MODEL",
            required = true,
            description = "The model it is asked for; it is to lead to the simulated provider.")
    private @Nullable String model;

    @Option(
            names = "--gateway-key-env",
            paramLabel = "NAME",
            description = "The variable of the environment that holds its key.")
    private @Nullable String keyVariable;

    /** What is wrong with it; empty when nothing is. */
    Optional<String> problem() {
        return keyVariable != null && System.getenv(keyVariable) == null
                ? Optional.of(
                        "--gateway-key-env: seen %s, which is not set; allowed is one that is".formatted(keyVariable))
                : Optional.empty();
    }

    Callers callers(FlowPlan plan) {
        return new Callers(
                plan.jvmOfOthers(),
                BareClientJvm.arguments(
                        Objects.requireNonNull(address, "required"),
                        plan.callers(),
                        Objects.requireNonNull(model, "required"),
                        keyVariable));
    }
}
