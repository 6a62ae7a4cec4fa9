package io.headgate.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.FixedCatalogue;
import io.headgate.worker.ProviderWorkers;
import io.headgate.worker.WorkerConfig;
import io.headgate.worker.edge.Milestone;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Workers in a process of their own, to be killed, frozen and watched. Closing it kills it. */
public final class WorkerProcess implements AutoCloseable {
    private static final int KILLED = 128 + 9;

    private final Process process;
    private final Optional<Path> marker;

    private WorkerProcess(Process process, Optional<Path> marker) {
        this.process = process;
        this.marker = marker;
    }

    /** What a process is started as. */
    record Plan(String instance, int heapMegabytes, Optional<Sabotage.Order> sabotage) {
        static Plan of(String instance) {
            return new Plan(instance, 256, Optional.empty());
        }

        Plan withHeap(int megabytes) {
            return new Plan(instance, megabytes, sabotage);
        }

        Plan thatDoesToItself(Sabotage.Deed deed, Milestone at, int hit) {
            return new Plan(instance, heapMegabytes, Optional.of(new Sabotage.Order(deed, at, hit)));
        }
    }

    /** Arguments: bootstrap servers, prefix, providers, instance, marker file, and what to do to itself or nothing. */
    public static void main(String[] args) throws IOException {
        KafkaConnection kafka = new KafkaConnection(args[0], Map.of(), new TopicNames(args[1]));
        FixedCatalogue catalogue = new FixedCatalogue(ProviderSetup.catalogue(ProviderSetup.parseAll(args[2])));
        Milestone.Listener listener = args[5].isEmpty()
                ? Milestone.Listener.NONE
                : new Sabotage(Sabotage.Order.parse(args[5]), Path.of(args[4]));
        ProviderWorkers workers =
                new ProviderWorkers(WorkerConfig.named(args[3]), kafka, AvroCodecs.singleObject(), catalogue, listener);
        Runtime.getRuntime().addShutdownHook(new Thread(workers::close, "stop-workers"));
        workers.start();
    }

    static WorkerProcess start(WorkerRig rig, Plan plan) throws IOException {
        Path log = log(rig, plan);
        Path marker = log.resolveSibling(log.getFileName() + "." + System.nanoTime() + ".reached");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + plan.heapMegabytes() + "m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", ""),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        WorkerProcess.class.getName(),
                        rig.kafka.bootstrapServers(),
                        rig.kafka.topics().prefix(),
                        ProviderSetup.print(rig.setups),
                        plan.instance(),
                        marker.toString(),
                        plan.sabotage().map(Sabotage.Order::print).orElse(""))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        return new WorkerProcess(process, plan.sabotage().map(_ -> marker));
    }

    /** Not the parent's own output: what Maven hears of its tests goes over it. */
    private static Path log(WorkerRig rig, Plan plan) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "worker-processes"));
        return directory.resolve(rig.kafka.topics().prefix() + plan.instance() + ".log");
    }

    /** Waits until it has killed itself where it was told to. */
    void awaitOwnDeath(Duration within) throws Exception {
        assertThat(process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS))
                .as("it reached the point at which it was to die")
                .isTrue();
        assertThat(reached()).as("marker of the point").isTrue();
        assertThat(process.exitValue()).isEqualTo(KILLED);
    }

    /** Whether it did to itself what it was told to. */
    boolean reached() {
        return marker.isPresent() && Files.exists(marker.get());
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks for an orderly end, and waits for it. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** SIGSTOP: it stands still, and its connections stay open. */
    void freeze() throws Exception {
        signal("STOP");
    }

    /** SIGCONT. */
    void thaw() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).as("kill -%s", name).isZero();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Processor time since it began, all threads. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
