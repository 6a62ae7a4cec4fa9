package io.headgate.deploy.acceptance;

import static org.awaitility.Awaitility.await;

import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.deploy.standalone.Standalone;
import io.headgate.deploy.standalone.StandaloneConfig;
import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * One running Headgate with one simulated provider, shared by the tests of this JVM; each test has ids of its own. It asks for
 * keys, as an installation does.
 */
final class World {
    private static final World SHARED = start();

    final Standalone standalone;
    final Simulator simulator;
    private final String adminKey;

    private World(Standalone standalone, Simulator simulator) {
        this.standalone = standalone;
        this.simulator = simulator;
        this.adminKey = standalone.bootstrapKey().orElseThrow();
    }

    static World shared() {
        return SHARED;
    }

    private static World start() {
        Simulator simulator = Simulator.start(
                SimulatorConfig.of(SimulatedProvider.named("sim").withPrices("0.15", "0.60", "USD")));
        Standalone standalone = Standalone.start(StandaloneConfig.temporary().withKeys());
        standalone.publish(Catalogs.withProvider(simulator.baseUrl("sim")), "acceptance");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            standalone.close();
            simulator.close();
        }));
        World world = new World(standalone, simulator);
        // In this thread: another would wait for this class.
        await().pollInSameThread().atMost(Duration.ofSeconds(60)).until(world::hasCatalogue);
        return world;
    }

    private boolean hasCatalogue() throws IOException, InterruptedException {
        HttpResponse<byte[]> models =
                send(request("/v1/models").header("headgate-tenant", "acme").build());
        return models.statusCode() == 200
                && !Json.read(models.body()).path("data").isEmpty();
    }

    /** A request to the API by somebody who may do everything, for any tenant. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(standalone.connection().api().resolve(path))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + adminKey);
    }

    /** A key of an application of this tenant, made as an administrator makes it. */
    String clientKey(String tenant) throws IOException, InterruptedException {
        HttpRequest wish = request("/v1/admin/keys")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"label\":\"an application\",\"role\":\"client\",\"tenant\":\"%s\"}".formatted(tenant)))
                .build();
        HttpResponse<byte[]> reply = send(wish);
        if (reply.statusCode() != 201) {
            throw new AssertionError("no key was made: " + Json.read(reply.body()));
        }
        return Json.read(reply.body()).path("key").asText();
    }

    private static HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    TopicNames names() {
        return standalone.connection().kafka().topics();
    }

    Topic requests() {
        return topic(names().requests());
    }

    Topic results() {
        return topic(names().results());
    }

    Topic topic(String name) {
        return new Topic(standalone.connection().kafka().bootstrapServers(), name);
    }
}
