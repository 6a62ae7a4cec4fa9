package io.headgate.router;

import io.headgate.router.budget.Budgets;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A router in a JVM of its own, which a test may kill. Each tenant has so many tokens a month, and no tenant is unknown. */
record ChildRouter(Process process) implements AutoCloseable {
    private static final String READY = "READY";

    /**
     * What holds for the router.
     *
     * @param standbyReplicas copies of its stores that other routers keep
     * @param tokens a month for each tenant
     * @param maxInFlight calls that a provider takes at once
     */
    record Settings(int standbyReplicas, long tokens, int maxInFlight) {
        Catalogue catalogue() {
            return Catalogues.withMaxInFlight(
                    Catalogues.limitedByTier(
                            Catalogues.sample(), Budgets.limit(Measure.TOKENS, Window.MONTH, Long.toString(tokens))),
                    maxInFlight);
        }

        private List<String> arguments() {
            return List.of(Integer.toString(standbyReplicas), Long.toString(tokens), Integer.toString(maxInFlight));
        }

        private static Settings of(List<String> arguments) {
            return new Settings(
                    Integer.parseInt(arguments.get(0)),
                    Long.parseLong(arguments.get(1)),
                    Integer.parseInt(arguments.get(2)));
        }
    }

    /** Returns when it is ready. */
    static ChildRouter start(KafkaConnection kafka, Path stateDir, Settings settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", ""),
                "-cp",
                System.getProperty("java.class.path"),
                ChildRouter.class.getName(),
                kafka.bootstrapServers(),
                kafka.topics().prefix(),
                stateDir.toString()));
        command.addAll(settings.arguments());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(READY)) {
                Thread.ofPlatform().daemon().start(() -> drain(output));
                return new ChildRouter(process);
            }
        }
        throw new IOException("the router ended without being ready");
    }

    /** Takes whatever it logs: a pipe that is full would stop it. */
    private static void drain(BufferedReader output) {
        try {
            output.transferTo(Writer.nullWriter());
        } catch (IOException killed) {
            // There is nothing more to come.
        }
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
        Settings settings = Settings.of(List.of(args).subList(3, args.length));
        RouterConfig defaults = RouterConfig.defaults(Path.of(args[2]));
        RouterConfig config = new RouterConfig(
                defaults.stateDir(),
                defaults.threads(),
                settings.standbyReplicas(),
                defaults.commitInterval(),
                defaults.idempotencyWindow(),
                defaults.maxRecordBytes(),
                defaults.topicDiscovery());
        try (RouterWorker router =
                new RouterWorker(config, kafka, AvroCodecs.singleObject(), CatalogSource.fixed(settings.catalogue()))) {
            router.start();
            Awaitility.await().until(router::ready);
            System.out.println(READY);
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
