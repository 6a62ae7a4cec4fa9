package io.headgate.api;

import io.headgate.deploy.embedded.EmbeddedDatabase;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.ProcessDefaults;
import io.headgate.schemas.topic.TopicNames;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A whole API process against real servers, with a catalogue that the test sets. */
final class TestApi implements AutoCloseable {
    static final String BODY = """
            {"model":"fast-text","messages":[{"role":"user","content":"Hello, wörld"}],"temperature":1.0}""";

    final Codecs codecs = AvroCodecs.singleObject();
    final Settable catalogue = new Settable(TestCatalogue.create());
    final KafkaConnection kafka;
    final URI base;
    private final EmbeddedServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    TestApi(String bootstrapServers, String prefix, String jdbcUrl) {
        this(bootstrapServers, prefix, jdbcUrl, Map.of());
    }

    /** @param further settings of the process */
    TestApi(String bootstrapServers, String prefix, String jdbcUrl, Map<String, Object> further) {
        kafka = new KafkaConnection(bootstrapServers, Map.of(), new TopicNames(prefix));
        Map<String, Object> properties = new HashMap<>(ProcessDefaults.properties());
        properties.put("headgate.roles.api", "true");
        properties.put("micronaut.server.port", -1);
        properties.put("datasources.default.url", jdbcUrl);
        properties.put("datasources.default.username", EmbeddedDatabase.USER);
        properties.put("datasources.default.password", EmbeddedDatabase.PASSWORD);
        properties.putAll(further);
        server = ApplicationContext.builder()
                .properties(properties)
                .singletons(kafka, codecs, catalogue)
                .run(EmbeddedServer.class);
        base = server.getURI();
    }

    static void createTopics(String bootstrapServers, String prefix) throws InterruptedException, ExecutionException {
        TopicNames topics = new TopicNames(prefix);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(
                            new NewTopic(topics.admissions(), 3, (short) 1),
                            new NewTopic(topics.results(), 3, (short) 1),
                            new NewTopic(topics.notices(), 1, (short) 1),
                            new NewTopic(topics.deltas(), 2, (short) 1),
                            new NewTopic(topics.cancels(), 3, (short) 1),
                            new NewTopic(topics.judgements(), 2, (short) 1),
                            new NewTopic(topics.feedback(), 1, (short) 1),
                            new NewTopic(topics.batches(), 1, (short) 1),
                            new NewTopic(topics.deadletters(), 1, (short) 1),
                            new NewTopic(topics.catalog(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    HttpResponse<String> post(String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/v1/requests"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
