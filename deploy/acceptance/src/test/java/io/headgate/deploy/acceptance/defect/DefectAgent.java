package io.headgate.deploy.acceptance.defect;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Duration;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.utility.JavaModule;
import org.jspecify.annotations.Nullable;

/** Weaves one mistake into the JVM it is given to. */
public final class DefectAgent {
    private DefectAgent() {}

    /**
     * Called by the JVM before its main class.
     *
     * @param arguments name of the mistake, milliseconds to stay in its moments, and where to tell; commas in between
     */
    public static void premain(String arguments, Instrumentation instrumentation) {
        String[] parts = arguments.split(",", 3);
        Probe.tell(Path.of(parts[2]), Duration.ofMillis(Long.parseLong(parts[1])));
        AgentBuilder agent =
                new AgentBuilder.Default().disableClassFormatChanges().with(new Telling());
        for (Weave weave : Defects.named(parts[0]).weaves()) {
            agent = agent.type(named(weave.type()))
                    .transform((builder, type, loader, module, domain) -> builder.visit(weave.visitor()));
        }
        agent.installOn(instrumentation);
    }

    /** The option that makes a JVM run with a mistake. */
    static String option(Path jar, Defect defect, Duration inMoments, Path trace) {
        return "-javaagent:%s=%s,%d,%s".formatted(jar, defect.name(), inMoments.toMillis(), trace);
    }

    private static final class Telling extends AgentBuilder.Listener.Adapter {
        @Override
        public void onTransformation(
                TypeDescription type,
                @Nullable ClassLoader loader,
                @Nullable JavaModule module,
                boolean loaded,
                DynamicType dynamicType) {
            Probe.line(Probe.WOVEN + type.getName());
        }

        @Override
        public void onError(
                String type,
                @Nullable ClassLoader loader,
                @Nullable JavaModule module,
                boolean loaded,
                Throwable failure) {
            Probe.line(Probe.FAILED + type + ": " + failure);
        }
    }
}
