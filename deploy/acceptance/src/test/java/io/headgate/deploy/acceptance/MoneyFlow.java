package io.headgate.deploy.acceptance;

import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.EmbeddedDatabase;
import io.headgate.deploy.embedded.ServerDirectory;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.behaviour.Latency;
import io.headgate.deploy.simulator.behaviour.LatencyText;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.ledger.BillingLedger;
import io.headgate.deploy.simulator.ledger.Prices;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.Role;
import io.headgate.schemas.process.ServiceCodecs;
import io.headgate.schemas.process.ServiceProcess;
import io.headgate.schemas.process.ServiceSettings;
import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Three providers and what is between them and the books: a router in this JVM; workers and metering in JVMs of their
 * own, to be killed; a Postgres of its own, to be stopped.
 */
final class MoneyFlow implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Latency SOON = LatencyText.parse("uniform:50ms..250ms");
    private static final Latency LATE = LatencyText.parse("fixed:3s");

    /** One provider has failures that cost nothing, and a cache. */
    private static final Map<String, Behaviour> PROVIDERS = Map.of(
            "north",
            Behaviour.DEFAULT
                    .withCachedPercent(25)
                    .withFaults(FaultPlan.chance("status:503", 0.08).andChance("status:400", 0.03)),
            "south",
            Behaviour.DEFAULT,
            "own",
            Behaviour.DEFAULT);

    private final Path directory;
    private final ServerDirectory data = ServerDirectory.temporary();
    private final EmbeddedDatabase postgres = new EmbeddedDatabase(data, 0);
    private final KafkaConnection kafka = new KafkaConnection(
            TestServers.shared().bootstrapServers(),
            Map.of(),
            new TopicNames(TestServers.freshPrefix(MoneyFlow.class)));
    private final Simulator simulator;
    private final ServiceProcess router;
    private final List<HeadgateProcess> processes = new ArrayList<>();

    MoneyFlow(Path directory) throws IOException {
        this.directory = directory;
        this.simulator = Simulator.start(SimulatorConfig.of(
                SimulatedProvider.named("north").withPrices(prices("0.15", "0.05", "0.60")),
                SimulatedProvider.named("south").withPrices(prices("0.30", "0.30", "1.20")),
                SimulatedProvider.named("own")));
        answer(SOON);
        postgres.start();
        CommandRun.of(Stream.concat(Stream.of("apply", "-f", catalogue().toString()), kafkaOptions().stream())
                        .toList())
                .ended(0);
        this.router = ServiceProcess.start(
                EnumSet.of(Role.ROUTER),
                new ServiceSettings(kafka, null, null, "it", directory.resolve("router"), "127.0.0.1", 0, Map.of()),
                ServiceCodecs.of(null));
    }

    private static Prices prices(String input, String cached, String output) {
        return new Prices(new BigDecimal(input), new BigDecimal(cached), new BigDecimal(output), "USD");
    }

    private void answer(Latency latency) {
        PROVIDERS.forEach((name, behaviour) -> simulator.behave(name, behaviour.withLatency(latency)));
    }

    /** From now on calls are under way for so long that a kill meets some. */
    void answerLate() {
        answer(LATE);
    }

    /** Calls end soon again. */
    void answerSoon() {
        answer(SOON);
    }

    /** Waits until some calls are under way. */
    void awaitCallsUnderWay() {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> PROVIDERS.keySet().stream()
                                .mapToInt(simulator.ledger()::inFlight)
                                .sum()
                        >= 3);
    }

    private Path catalogue() throws IOException {
        return Files.writeString(
                directory.resolve("catalog.yml"),
                Catalogs.ofMoney(
                        simulator.baseUrl("north"),
                        simulator.baseUrl("south"),
                        simulator.baseUrl("own"),
                        MoneyUnderKillsIT.SMALL_LIMIT));
    }

    private List<String> kafkaOptions() {
        return List.of(
                "--bootstrap-server",
                kafka.bootstrapServers(),
                "--topic-prefix",
                kafka.topics().prefix());
    }

    /** A worker process. */
    HeadgateProcess worker() {
        return service("worker", Stream.of());
    }

    /** A metering process that gives a call up 12 s after it began: none takes longer, nor does its transaction. */
    HeadgateProcess metering() {
        return service(
                "metering",
                Stream.of(
                        "--jdbc-url",
                        postgres.jdbcUrl(),
                        "--jdbc-user",
                        EmbeddedDatabase.USER,
                        "--set",
                        "headgate.metering.orphans.after=12s",
                        "--set",
                        "headgate.metering.orphans.look-every=500ms"));
    }

    private HeadgateProcess service(String role, Stream<String> further) {
        Stream<String> common = Stream.of(
                "--instance",
                "it",
                "--port",
                "0",
                "--state-dir",
                directory.resolve(role).toString());
        String[] words = Stream.of(Stream.of("run", role), kafkaOptions().stream(), common, further)
                .flatMap(each -> each)
                .toArray(String[]::new);
        HeadgateProcess process =
                HeadgateProcess.start(directory, Map.of("HEADGATE_JDBC_PASSWORD", EmbeddedDatabase.PASSWORD), words);
        processes.add(process);
        return process;
    }

    void stopPostgres() {
        postgres.stop();
    }

    void startPostgres() {
        postgres.start();
    }

    /** Ends every connection of metering in the middle of what it does. */
    void terminateBackends() throws SQLException {
        try (Connection books = books();
                Statement statement = books.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    + "WHERE pid <> pg_backend_pid() AND datname = current_database()");
        }
    }

    Connection books() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
    }

    /** With user and password in it, as a command takes it. */
    String jdbcUrl() {
        return "%s?user=%s&password=%s".formatted(postgres.jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
    }

    Topic topic(String name) {
        return new Topic(kafka.bootstrapServers(), name);
    }

    TopicNames topics() {
        return kafka.topics();
    }

    BillingLedger bills() {
        return simulator.ledger();
    }

    /** Waits until so many attempts are in the rollups. */
    void awaitBooked(long attempts) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(100)).until(() -> booked() >= attempts);
    }

    /** How many attempts are in the rollups; 0 as long as there are none. */
    long booked() {
        try (Connection books = books();
                Statement statement = books.createStatement();
                var row = statement.executeQuery("SELECT coalesce(sum(attempts), 0)::bigint FROM rollup_day")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException notThereYet) {
            return 0;
        }
    }

    @Override
    public void close() {
        processes.reversed().forEach(HeadgateProcess::close);
        router.close();
        simulator.close();
        postgres.close();
        data.close();
    }
}
