package io.headgate.router;

import io.headgate.router.budget.Budgets;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A router in a JVM of its own, which a test may kill; tenant acme has so many tokens a month. */
record ChildRouter(Process process) implements AutoCloseable {
    private static final String READY = "READY";

    static ChildRouter start(String bootstrapServers, String prefix, Path stateDir, long tokens) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", ""),
                "-cp",
                System.getProperty("java.class.path"),
                ChildRouter.class.getName(),
                bootstrapServers,
                prefix,
                stateDir.toString(),
                Long.toString(tokens));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(READY)) {
                return new ChildRouter(process);
            }
        }
        throw new IOException("the router ended without being ready");
    }

    static Catalogue catalogue(long tokens) {
        return Samples.limited(Samples.catalogue(), Budgets.limit(Measure.TOKENS, Window.MONTH, Long.toString(tokens)));
    }

    /** Kills the JVM as {@code kill -9} does, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Runs until its input ends, so that it does not outlive the test. */
    public static void main(String[] args) throws IOException {
        KafkaConnection kafka = new KafkaConnection(args[0], Map.of(), new TopicNames(args[1]));
        try (RouterWorker router = new RouterWorker(
                RouterConfig.defaults(Path.of(args[2])),
                kafka,
                AvroCodecs.singleObject(),
                Samples.fixed(catalogue(Long.parseLong(args[3]))))) {
            router.start();
            Awaitility.await().until(router::ready);
            System.out.println(READY);
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
