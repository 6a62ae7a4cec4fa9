package io.headgate.deploy.acceptance.acls;

import static io.headgate.deploy.acceptance.acls.GuardedInstallation.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.metering.alert.Observation.OldestUnread;
import io.headgate.metering.alert.backlog.Backlog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
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
    /** A tenant as ACLS.md has one, with a topic for its answers; another, of which ACLS.md says nothing. */
    private static final String OWN = TOPICS.prefix() + "requests.acme";

    private static final String ANSWERS = TOPICS.prefix() + "results.acme";
    private static final String ANOTHERS = TOPICS.prefix() + "requests.globex";
    private static final String BODY =
            "{\"model\":\"fast-text\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    @TempDir
    Path directory;

    private final Denials denials = new Denials();
    private final Simulator simulator =
            Simulator.start(SimulatorConfig.of(SimulatedProvider.named("sim").withPrices("0.15", "0.60", "USD")));
    private GuardedInstallation installation;

    @BeforeEach
    void start() throws Exception {
        installation = new GuardedInstallation(
                directory,
                DocumentedAcls.read(
                        Path.of("../../schemas/ACLS.md"), Files.createDirectory(directory.resolve("commands"))));
        new KafkaUser(installation.administrator()).create(ANSWERS);
    }

    @AfterEach
    void stop() throws Exception {
        installation.close();
        simulator.close();
        denials.close();
    }

    @Test
    void eachDoesItsWork_andATenantsClientNothingElse() throws Exception {
        installation.apply("headgate-apply", catalogue());
        URI api = installation.start();
        KafkaUser acme = new KafkaUser(installation.as("acme"));

        acme.publish(OWN, "r-1", BODY.getBytes(StandardCharsets.UTF_8));
        assertThat(acme.read(ANSWERS, "acme-app", "r-1")).contains("\"status\":\"completed\"");
        assertThat(send(post(api, "/v1/chat/completions", BODY)).statusCode()).isEqualTo(200);
        await().atMost(SOON).until(installation::booked, rows -> rows == 2);
        failuresAreLookedAt(api);
        whatTopicsKeepIsTold(api);
        whatLiesUnreadIsSeen();
        assertThat(denials.of("headgate-")).as("what the services were denied").isEmpty();

        doesNothingElse(acme);
        assertThat(denials.of("acme")).as("denials are heard of").anyMatch(said -> said.contains(ANOTHERS));
    }

    private static void doesNothingElse(KafkaUser acme) {
        for (String topic : List.of(
                ANOTHERS, TOPICS.requests(), TOPICS.admissions(), TOPICS.results(), TOPICS.catalog(), ANSWERS)) {
            assertThatThrownBy(() -> acme.publish(topic, "r-2", BODY.getBytes(StandardCharsets.UTF_8)))
                    .as("writing %s", topic)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
        for (String topic : List.of(ANOTHERS, OWN, TOPICS.requests(), TOPICS.results(), TOPICS.catalog())) {
            assertThatThrownBy(() -> acme.read(topic, "acme-app", "r-1"))
                    .as("reading %s", topic)
                    .isInstanceOf(TopicAuthorizationException.class);
        }
        assertThatThrownBy(() -> acme.read(ANSWERS, "globex-app", "r-1"))
                .isInstanceOf(GroupAuthorizationException.class);
        assertThatThrownBy(() -> acme.create(TOPICS.prefix() + "requests.initech"))
                .hasCauseInstanceOf(AuthorizationException.class);
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
        try (Admin admin = Admin.create(installation.administrator().clientProperties())) {
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
        try (Backlog backlog = new Backlog(installation.as("headgate-metering"), Duration.ofMinutes(1))) {
            assertThat(backlog.seen(Instant.now()))
                    .filteredOn(unread -> unread.group().endsWith("standing-still"))
                    .extracting(OldestUnread::topic)
                    .containsExactlyInAnyOrder(OWN, TOPICS.admissions());
        }
    }

    private String catalogue() {
        return """
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
                """.formatted(simulator.baseUrl("sim"), ANSWERS);
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
}
