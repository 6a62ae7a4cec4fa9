package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.acceptance.checker.Checker;
import io.headgate.deploy.acceptance.checker.Finding;
import io.headgate.deploy.acceptance.checker.Installation;
import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Quiet;
import io.headgate.deploy.acceptance.checker.Verdict;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.behaviour.LatencyText;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.deploy.standalone.Standalone;
import io.headgate.deploy.standalone.StandaloneConfig;
import io.headgate.schemas.process.Database;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The checker beside the real thing: a run in which all holds, and then what somebody did to its records. */
class VerifyIT {
    private static final int REQUESTS = 200;
    private static final Map<String, String> CANARIES =
            Map.of("acme", "canary-of-acme-48151623", "globex", "canary-of-globex-42108");

    @TempDir
    Path directory;

    @Test
    void allHoldsOfARealRun_andWhatWasTamperedWithIsFound() throws Exception {
        SimulatedProvider flaky = SimulatedProvider.named("sim")
                .withPrices("0.15", "0.60", "USD")
                .withBehaviour(Behaviour.DEFAULT
                        .withLatency(LatencyText.parse("uniform:5ms..50ms"))
                        .withFaults(FaultPlan.chance("status:503", 0.03).andChance("half-close", 0.02)));
        try (Simulator simulator = Simulator.start(SimulatorConfig.of(flaky));
                Standalone standalone = Standalone.start(StandaloneConfig.temporary())) {
            standalone.publish(limited(Catalogs.withProvider(simulator.baseUrl("sim"))), "acceptance");
            Installation installation = installation(standalone, simulator);
            Topic requests = topic(installation, "requests");
            requests.publishAll(IntStream.range(0, REQUESTS).boxed().toList(), VerifyIT::request);
            hostile(requests);

            awaitRest(installation);
            Verdict sound = Checker.judge(installation);
            assertThat(sound.broken()).as(sound.text()).isEmpty();
            assertThat(sound.notJudged()).as(sound.text()).containsExactly(Invariant.I15, Invariant.I16);
            assertThat(sound.text())
                    .contains("%d accepted, 20 repeats absorbed, 2 dead letters".formatted(REQUESTS + 2));
            assertThat(verify(standalone, simulator))
                    .as("exit code when all holds")
                    .isZero();

            String twice = repeatAResult(topic(installation, "results"));
            String unbooked = takeARowAway(standalone.connection().database());
            awaitRest(installation);
            Verdict tampered = Checker.judge(installation);
            assertThat(tampered.broken()).as(tampered.text()).containsExactly(Invariant.I2, Invariant.I7);
            assertThat(examples(tampered, Invariant.I2)).anyMatch(example -> example.startsWith(twice + ": "));
            assertThat(examples(tampered, Invariant.I7)).anyMatch(example -> example.startsWith(unbooked + ": "));
            assertThat(verify(standalone, simulator))
                    .as("exit code when something is broken")
                    .isEqualTo(4);
        }
    }

    private static void awaitRest(Installation installation) throws InterruptedException {
        assertThat(Quiet.await(installation, Duration.ofSeconds(90))).isInstanceOf(Quiet.Outcome.AtRest.class);
    }

    private static Installation installation(Standalone standalone, Simulator simulator) {
        Database books = standalone.connection().database();
        return Installation.on(standalone.connection().kafka().bootstrapServers())
                .withBooks(books.url(), books.user(), books.password())
                .withSimulator(simulator.baseUrl())
                .withCanaries(new Installation.Canaries(CANARIES, List.of("sk-nobody-may-ever-see-this")));
    }

    private int verify(Standalone standalone, Simulator simulator) throws Exception {
        Database books = standalone.connection().database();
        StringWriter printed = new StringWriter();
        CommandLine line =
                Acceptance.commandLine().setOut(new PrintWriter(printed)).setErr(new PrintWriter(new StringWriter()));
        Path password = Files.writeString(directory.resolve("password"), books.password());
        int exit = line.execute(
                "verify",
                "--bootstrap-server",
                standalone.connection().kafka().bootstrapServers(),
                "--jdbc-url",
                books.url(),
                "--jdbc-user",
                books.user(),
                "--jdbc-password-file",
                password.toString(),
                "--simulator",
                simulator.baseUrl().toString(),
                "--wait",
                "0",
                "-o",
                "json");
        assertThat(Json.read(printed.toString()).path("judgements")).hasSize(Invariant.values().length);
        return exit;
    }

    private static String limited(String catalogue) {
        return catalogue
                .replace("tiers: {basic: {limits: [{measure: requests, window: minute, amount: 100000}]}}", """
                        tiers:
                          basic:
                            limits:
                              - {measure: in_flight, window: now, amount: 1000}
                              - {measure: tokens, window: month, amount: 100000000}
                              - {measure: cost, window: day, amount: "100.00", currency: USD}""")
                .replace("tenants: {acme: {tier: basic}}", "tenants: {acme: {tier: basic}, globex: {tier: basic}}");
    }

    /** A third have no id of their own. */
    private static Map.Entry<byte[], Map<String, String>> request(int number) {
        String tenant = number % 2 == 0 ? "acme" : "globex";
        Map<String, String> headers = new HashMap<>(Map.of("headgate-tenant", tenant));
        if (number % 3 != 0) {
            headers.put("headgate-id", "r-" + number);
        }
        return Map.entry(
                PlainClientIT.chat("fast-text", "Number %d, %s".formatted(number, CANARIES.get(tenant))), headers);
    }

    /** Repeats, requests that are invalid, and what nobody can be told of. */
    private static void hostile(Topic requests) {
        requests.publishAll(
                IntStream.range(0, 60).filter(i -> i % 3 != 0).limit(20).boxed().toList(), VerifyIT::request);
        requests.publish(
                null,
                PlainClientIT.chat("no-such-alias", "x"),
                Map.of("headgate-tenant", "acme", "headgate-id", "bad-1"));
        requests.publish(
                null,
                "{".getBytes(StandardCharsets.UTF_8),
                Map.of("headgate-tenant", "globex", "headgate-id", "bad-2"));
        requests.publish(null, "hello".getBytes(StandardCharsets.UTF_8), Map.of());
        requests.publish(null, null, Map.of("headgate-id", "whose"));
    }

    /** The name of the request that has two results now. */
    private static String repeatAResult(Topic results) {
        ConsumerRecord<String, byte[]> first = results.read(result -> true).getFirst();
        String tenant = Topic.header(first, "headgate-tenant");
        String id = Topic.header(first, "headgate-id");
        results.publish(first.key(), first.value(), Map.of("headgate-tenant", tenant, "headgate-id", id));
        return tenant + "/" + id;
    }

    /** The name of the attempt that is not in the ledger any more. */
    private static String takeARowAway(Database database) throws Exception {
        try (var books = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = books.createStatement();
                var row = statement.executeQuery("""
                        DELETE FROM usage_ledger WHERE (accounted_at, source_partition, source_offset, kind) IN
                            (SELECT accounted_at, source_partition, source_offset, kind FROM usage_ledger LIMIT 1)
                        RETURNING tenant || '/' || attempt_id""")) {
            row.next();
            return Objects.requireNonNull(row.getString(1));
        }
    }

    private static List<String> examples(Verdict verdict, Invariant invariant) {
        return verdict.of(invariant) instanceof Finding.Broken(long _, List<String> examples) ? examples : List.of();
    }

    private static Topic topic(Installation installation, String name) {
        return new Topic(installation.bootstrapServers(), installation.topicPrefix() + name);
    }
}
