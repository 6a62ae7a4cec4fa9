package io.headgate.deploy.acceptance.acls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.cli.Headgate;
import io.headgate.deploy.embedded.BrokerAccounts;
import io.headgate.deploy.embedded.EmbeddedBroker;
import io.headgate.deploy.embedded.EmbeddedDatabase;
import io.headgate.deploy.embedded.ServerDirectory;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.metering.alert.Observation.OldestUnread;
import io.headgate.metering.alert.backlog.Backlog;
import io.headgate.schemas.process.Database;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.Role;
import io.headgate.schemas.process.ServiceCodecs;
import io.headgate.schemas.process.ServiceProcess;
import io.headgate.schemas.process.ServiceSettings;
import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of ACLS.md on a broker that lets nobody do anything else: each service under a principal of its own does its work and is
 * denied nothing, and a tenant's client does its own and nothing else.
 */
@Timeout(180)
class AclsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final TopicNames TOPICS = new TopicNames(TopicNames.DEFAULT_PREFIX);
    private static final String ADMINISTRATOR = "admin";
    /** A tenant as ACLS.md has one, with a topic for its answers; another, of which ACLS.md says nothing. */
    private static final String OWN = TOPICS.prefix() + "requests.acme";

    private static final String ANSWERS = TOPICS.prefix() + "results.acme";
    private static final String ANOTHERS = TOPICS.prefix() + "requests.globex";

    @TempDir
    Path directory;

    private final Denials denials = new Denials();
    private final List<AutoCloseable> running = new ArrayList<>();
    private BrokerAccounts accounts;
    private EmbeddedBroker broker;
    private EmbeddedDatabase database;
    private Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        List<AclBinding> acls = DocumentedAcls.read(
                Path.of("../../schemas/ACLS.md"), Files.createDirectory(directory.resolve("commands")));
        accounts = BrokerAccounts.of(
                ADMINISTRATOR,
                acls.stream()
                        .map(acl -> acl.entry().principal().replace("User:", ""))
                        .collect(Collectors.toSet()));
        running.add(denials);
        ServerDirectory files = ServerDirectory.temporary();
        running.add(files);
        broker = new EmbeddedBroker(files, accounts);
        running.add(broker);
        broker.start();
        database = EmbeddedDatabase.startTemporary();
        running.add(database);
        simulator = Simulator.start(
                SimulatorConfig.of(SimulatedProvider.named("sim").withPrices("0.15", "0.60", "USD")));
        running.add(simulator);
        try (Admin admin = Admin.create(as(ADMINISTRATOR))) {
            admin.createAcls(acls).all().get();
            admin.createTopics(List.of(new NewTopic(ANSWERS, 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable next : running.reversed()) {
            next.close();
        }
    }

    @Test
    void eachDoesItsWork_andATenantsClientNothingElse() throws Exception {
        apply();
        ServiceProcess api = services();

        publish("acme", OWN, "r-1");
        assertThat(answered("acme", ANSWERS, "acme-app", "r-1")).contains("\"status\":\"completed\"");
        assertThat(chat(api.address()).statusCode()).isEqualTo(200);
        await().atMost(SOON).until(this::booked, rows -> rows == 2);
        failuresAreLookedAt(api.address());
        whatTopicsKeepIsTold(api.address());
        whatLiesUnreadIsSeen();

        assertThat(denials.of("headgate-")).as("what the services were denied").isEmpty();

        for (String topic : List.of(
                ANOTHERS, TOPICS.requests(), TOPICS.admissions(), TOPICS.results(), TOPICS.catalog(), ANSWERS)) {
            assertThatThrownBy(() -> publish("acme", topic, "r-2"))
                    .as("writing %s", topic)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
        for (String topic : List.of(ANOTHERS, OWN, TOPICS.requests(), TOPICS.results(), TOPICS.catalog())) {
            assertThatThrownBy(() -> answered("acme", topic, "acme-app", "r-1"))
                    .as("reading %s", topic)
                    .isInstanceOf(TopicAuthorizationException.class);
        }
        assertThatThrownBy(() -> answered("acme", ANSWERS, "globex-app", "r-1"))
                .isInstanceOf(GroupAuthorizationException.class);
        assertThatThrownBy(() -> created("acme", TOPICS.prefix() + "requests.initech"))
                .hasCauseInstanceOf(AuthorizationException.class);
        assertThat(denials.of("acme")).as("denials are heard of").anyMatch(said -> said.contains(ANOTHERS));
    }

    /** By the API, where a replay is planned. */
    private static void failuresAreLookedAt(URI api) throws IOException, InterruptedException {
        HttpResponse<String> plan = send(post(api, "/v1/replays", "{\"filter\":{\"alias\":\"fast-text\"}}"));
        assertThat(plan.statusCode()).as(plan.body()).isEqualTo(200);
    }

    /** By the API, where data are erased. */
    private static void whatTopicsKeepIsTold(URI api) throws IOException, InterruptedException {
        HttpResponse<String> told = send(HttpRequest.newBuilder(api.resolve("/v1/data?user=nobody&dry_run=true"))
                .header("headgate-tenant", "acme")
                .DELETE());
        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        assertThat(told.body()).contains(TOPICS.results(), "PT168H", "PT720H");
    }

    /** By metering, for alerts: of a group that has stood still. */
    private void whatLiesUnreadIsSeen() throws Exception {
        try (Admin admin = Admin.create(as(ADMINISTRATOR))) {
            Map<TopicPartition, OffsetAndMetadata> first = new HashMap<>();
            admin.describeTopics(List.of(OWN, TOPICS.admissions()))
                    .allTopicNames()
                    .get()
                    .values()
                    .forEach(topic -> topic.partitions()
                            .forEach(each -> first.put(
                                    new TopicPartition(topic.name(), each.partition()), new OffsetAndMetadata(0))));
            admin.alterConsumerGroupOffsets(TOPICS.prefix() + "standing-still", first)
                    .all()
                    .get();
        }
        try (Backlog backlog = new Backlog(
                new KafkaConnection(broker.bootstrapServers(), accounts.client("headgate-metering"), TOPICS),
                Duration.ofMinutes(1))) {
            assertThat(backlog.seen(Instant.now()))
                    .filteredOn(unread -> unread.group().endsWith("standing-still"))
                    .extracting(OldestUnread::topic)
                    .containsExactlyInAnyOrder(OWN, TOPICS.admissions());
        }
    }

    /** By who applies catalogues: it makes the topics too. */
    private void apply() throws IOException {
        Path catalog =
                Files.writeString(directory.resolve("catalog.yml"), """
                defaults: {deadline: 5m, max_output_tokens: 128}
                providers:
                  sim: {adapter: openai, allow_private: true, endpoints: {here: {base_url: "%s"}}}
                models:
                  sim-1:
                    provider: sim
                    provider_model: sim-1
                    context_window: 100000
                    prices: [{from: 2026-01-01, currency: USD, input: "0.15", output: "0.60"}]
                routes: {fast-text: {candidates: [{model: sim-1}]}}
                tiers: {basic: {limits: [{measure: requests, window: minute, amount: 1000}]}}
                tenants: {acme: {tier: basic, reply_topics: [%s]}, globex: {tier: basic}}
                """.formatted(simulator.baseUrl("sim"), ANSWERS));
        Path config = directory.resolve("apply.properties");
        Files.write(
                config,
                new TreeMap<>(accounts.client("headgate-apply"))
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toList());
        StringWriter said = new StringWriter();
        int exit = Headgate.commandLine()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(
                        "apply",
                        "-f",
                        catalog.toString(),
                        "--bootstrap-server",
                        broker.bootstrapServers(),
                        "--command-config",
                        config.toString());
        assertThat(exit).as(said.toString()).isZero();
    }

    /** Each service under its own principal; the API among them. */
    private ServiceProcess services() {
        Map<Role, ServiceProcess> services = new HashMap<>();
        for (Role role : Role.values()) {
            ServiceProcess service = ServiceProcess.start(
                    EnumSet.of(role),
                    new ServiceSettings(
                            new KafkaConnection(
                                    broker.bootstrapServers(),
                                    accounts.client("headgate-" + role.optionName()),
                                    TOPICS),
                            role.keepsDatabase()
                                    ? new Database(database.jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD)
                                    : null,
                            null,
                            "acls",
                            directory.resolve(role.optionName()),
                            "127.0.0.1",
                            0,
                            0,
                            Map.of("headgate.api.open", "true")),
                    ServiceCodecs.of(null));
            running.add(service);
            services.put(role, service);
        }
        services.forEach((role, service) -> await().atMost(SOON)
                .until(() -> status(service.management().resolve("/health")), status -> status == 200));
        return services.get(Role.API);
    }

    private Map<String, Object> as(String name) {
        return new KafkaConnection(broker.bootstrapServers(), accounts.client(name), TOPICS).clientProperties();
    }

    private void publish(String name, String topic, String id) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = as(name);
        settings.put("max.block.ms", 10_000);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> request = new ProducerRecord<>(topic, id, body());
            request.headers().add("headgate-id", id.getBytes(StandardCharsets.UTF_8));
            producer.send(request).get();
        }
    }

    /** What comes for a request, to who reads a topic in a group. */
    private String answered(String name, String topic, String group, String id) {
        Map<String, Object> settings = as(name);
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            long until = System.nanoTime() + SOON.toNanos();
            while (System.nanoTime() - until < 0) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (id.equals(record.key())) {
                        return new String(record.value(), StandardCharsets.UTF_8);
                    }
                }
            }
        }
        throw new AssertionError("nothing came for " + id);
    }

    private void created(String name, String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(as(name))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static HttpResponse<String> chat(URI api) throws IOException, InterruptedException {
        return send(post(api, "/v1/chat/completions", new String(body(), StandardCharsets.UTF_8)));
    }

    private static HttpRequest.Builder post(URI api, String path, String body) {
        return HttpRequest.newBuilder(api.resolve(path))
                .header("content-type", "application/json")
                .header("headgate-tenant", "acme")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static int status(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static byte[] body() {
        return "{\"model\":\"fast-text\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
                .getBytes(StandardCharsets.UTF_8);
    }

    private long booked() throws SQLException {
        try (var books = DriverManager.getConnection(
                        database.jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
                var statement = books.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM usage_ledger WHERE kind = 'attempt'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
