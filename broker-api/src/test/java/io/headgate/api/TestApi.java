package io.headgate.api;

import io.headgate.deploy.embedded.EmbeddedDatabase;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.ProcessDefaults;
import io.headgate.schemas.process.management.ManagementServer;
import io.headgate.schemas.topic.TopicNames;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A whole API process against real servers, with a catalogue that the test sets. */
public final class TestApi implements AutoCloseable {
    public static final String BODY = """
            {"model":"fast-text","messages":[{"role":"user","content":"Hello, wörld"}],"temperature":1.0}""";

    final Codecs codecs = AvroCodecs.singleObject();
    final Settable catalogue = new Settable(TestCatalogue.create());
    final KafkaConnection kafka;
    public final URI base;
    /** Where health, metrics and log levels are. */
    public final URI management;

    final String jdbcUrl;
    private final EmbeddedServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    public TestApi(String bootstrapServers, String prefix, String jdbcUrl) {
        this(bootstrapServers, prefix, jdbcUrl, Map.of());
    }

    /** @param further settings of the process; its door is open unless they say otherwise */
    public TestApi(String bootstrapServers, String prefix, String jdbcUrl, Map<String, ?> further) {
        this.jdbcUrl = jdbcUrl;
        kafka = new KafkaConnection(bootstrapServers, Map.of(), new TopicNames(prefix));
        Map<String, Object> properties = new HashMap<>(ProcessDefaults.properties());
        properties.put("headgate.roles.api", "true");
        properties.put("headgate.api.open", "true");
        properties.put("micronaut.server.port", -1);
        properties.put(ManagementServer.PORT, -1);
        properties.put("datasources.default.url", jdbcUrl);
        properties.put("datasources.default.username", EmbeddedDatabase.USER);
        properties.put("datasources.default.password", EmbeddedDatabase.PASSWORD);
        properties.put("headgate.api.webhooks.secret", "file:" + secretFile());
        properties.put("headgate.api.webhooks.allow-private", "true");
        properties.putAll(further);
        server = ApplicationContext.builder()
                .properties(properties)
                .singletons(kafka, codecs, catalogue)
                .run(EmbeddedServer.class);
        base = server.getURI();
        management = server.getApplicationContext()
                .getBean(EmbeddedServer.class, Qualifiers.byName(ManagementServer.NAME))
                .getURI();
    }

    private static Path secretFile() {
        try {
            Path file = Files.createTempFile("headgate-webhooks", ".secret");
            file.toFile().deleteOnExit();
            return Files.writeString(file, "0123456789abcdef0123456789abcdef");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void createTopics(String bootstrapServers, String prefix)
            throws InterruptedException, ExecutionException {
        TopicNames topics = new TopicNames(prefix);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(
                            new NewTopic(topics.admissions(), 3, (short) 1),
                            new NewTopic(topics.results(), 3, (short) 1),
                            new NewTopic(topics.failures(), 1, (short) 1),
                            new NewTopic(topics.notices(), 1, (short) 1),
                            new NewTopic(topics.deltas(), 2, (short) 1),
                            new NewTopic(topics.cancels(), 3, (short) 1),
                            new NewTopic(topics.judgements(), 2, (short) 1),
                            new NewTopic(topics.feedback(), 1, (short) 1),
                            new NewTopic(topics.batches(), 1, (short) 1),
                            new NewTopic(topics.quotas(), 3, (short) 1),
                            new NewTopic(topics.deadletters(), 1, (short) 1),
                            new NewTopic(topics.tenants(), 1, (short) 1).configs(Map.of("cleanup.policy", "compact")),
                            new NewTopic(topics.catalog(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    public <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    public HttpResponse<String> post(String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/v1/requests"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path)));
    }

    /** What the management listener says. */
    public HttpResponse<String> manage(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(management.resolve(path)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
