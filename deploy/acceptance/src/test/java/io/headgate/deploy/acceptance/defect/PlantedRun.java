package io.headgate.deploy.acceptance.defect;

import static org.awaitility.Awaitility.await;

import io.headgate.deploy.acceptance.HeadgateProcess;
import io.headgate.deploy.acceptance.Topic;
import io.headgate.deploy.acceptance.checker.Checker;
import io.headgate.deploy.acceptance.checker.Installation;
import io.headgate.deploy.acceptance.checker.Quiet;
import io.headgate.deploy.acceptance.checker.Verdict;
import io.headgate.deploy.cli.Headgate;
import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** One mistake's run: on shared servers, in a topic prefix, a database and a process of its own. */
final class PlantedRun {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Path directory;
    private final Defect defect;
    private final Simulator simulator;
    private final Servers servers = TestServers.shared();
    private final String prefix = TestServers.freshPrefix(PlantedRun.class);
    private final String database = TestServers.freshDatabase();
    private final Trace trace;

    /** @param simulator plays the providers {@code first} and {@code second}; its ledger must be empty */
    PlantedRun(Path directory, Defect defect, Simulator simulator) {
        this.directory = directory;
        this.defect = defect;
        this.simulator = simulator;
        this.trace = new Trace(directory.resolve("trace"));
    }

    /** The batch, the kill, all that follows, and what the checker says of it when nothing moves any more. */
    Verdict verdict() throws IOException, InterruptedException {
        apply();
        Path agent = AgentJar.in(directory);
        try (HeadgateProcess first = up(agent, momentsAreLong() ? Kill.InTheMoment.STAY : Duration.ZERO)) {
            Batch.publish(topic(names().requests()));
            if (defect.kill() instanceof Kill.Suspended(int results)) {
                awaitResults(first, results);
                first.suspend(Kill.Suspended.FOR);
                return judged(first);
            }
            awaitTheMoment(first);
            first.kill();
        }
        try (HeadgateProcess second = up(agent, Duration.ZERO)) {
            return judged(second);
        }
    }

    /** What the mistake told of itself. */
    Trace trace() {
        return trace;
    }

    private boolean momentsAreLong() {
        return defect.kill() instanceof Kill.InTheMoment;
    }

    private void awaitTheMoment(HeadgateProcess process) throws InterruptedException {
        switch (defect.kill()) {
            case Kill.AfterResults(int results) -> awaitResults(process, results);
            case Kill.InTheMoment(int which, Duration into) -> {
                await().atMost(LONG).until(() -> alive(process) && trace.moments() >= which);
                Thread.sleep(into);
            }
            case Kill.Suspended _ -> throw new IllegalStateException("a suspended process is not killed");
        }
    }

    private void awaitResults(HeadgateProcess process, int results) {
        Topic topic = topic(names().results());
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> alive(process) && topic.read(result -> true).size() >= results);
    }

    /** A request that is lost waits for ever: that it is quiet says that nothing more will come, not that all is there. */
    private Verdict judged(HeadgateProcess process) throws InterruptedException {
        Installation installation = installation();
        Quiet.Outcome quiet = Quiet.await(installation, LONG);
        if (alive(process) && quiet instanceof Quiet.Outcome.Moving(String what)) {
            throw new AssertionError("after %s it is not at rest: %s".formatted(LONG, what));
        }
        return Checker.judge(installation);
    }

    private Installation installation() {
        return new Installation(
                servers.bootstrapServers(),
                Map.of(),
                prefix,
                new Installation.Books(database, servers.jdbcUser(), servers.jdbcPassword()),
                null,
                simulator.baseUrl(),
                List.of(),
                List.of(directory.resolve("logs")),
                Batch.CANARIES);
    }

    private void apply() throws IOException {
        String answers = prefix + "results.acme";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(answers, 1, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("creating " + answers, e);
        }
        Path catalog = Files.writeString(
                directory.resolve("catalog.yml"),
                BatchCatalog.of(simulator.baseUrl("first"), simulator.baseUrl("second"), answers));
        int code = Headgate.commandLine()
                .execute(
                        "apply",
                        "--bootstrap-server",
                        servers.bootstrapServers(),
                        "--topic-prefix",
                        prefix,
                        "--partitions",
                        "2",
                        "-f",
                        catalog.toString());
        if (code != 0) {
            throw new IllegalStateException("apply: seen exit code " + code);
        }
    }

    private HeadgateProcess up(Path agent, Duration inMoments) throws IOException {
        HeadgateProcess process = HeadgateProcess.start(
                Files.createDirectories(directory.resolve("logs")),
                Map.of(
                        "PLANTED_KEY",
                        Batch.CANARIES.secrets().getFirst(),
                        "HEADGATE_JDBC_PASSWORD",
                        servers.jdbcPassword(),
                        "HEADGATE_LOG_LEVEL",
                        "INFO"),
                // It lives for half a minute: what a better compiler would save, it would not live to see.
                List.of("-XX:TieredStopAtLevel=1", DefectAgent.option(agent, defect, inMoments, trace.file())),
                "up",
                "--bootstrap-server",
                servers.bootstrapServers(),
                "--topic-prefix",
                prefix,
                "--jdbc-url",
                database,
                "--jdbc-user",
                servers.jdbcUser(),
                "--data-dir",
                directory.resolve("data").toString(),
                "--port",
                "0");
        await().atMost(LONG).until(() -> alive(process) && process.printed().contains("Headgate is up"));
        return process;
    }

    private static boolean alive(HeadgateProcess process) {
        if (!process.running()) {
            throw new AssertionError("it ended: " + process.printed() + process.logged());
        }
        return true;
    }

    private TopicNames names() {
        return new TopicNames(prefix);
    }

    private Topic topic(String name) {
        return new Topic(servers.bootstrapServers(), name);
    }
}
