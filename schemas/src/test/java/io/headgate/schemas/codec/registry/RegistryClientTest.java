package io.headgate.schemas.codec.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.headgate.schemas.codec.registry.RegistryConfig.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as told; how a real registry answers is RegistryIT's. */
class RegistryClientTest {
    private static final Schema SCHEMA = Schema.create(Schema.Type.STRING);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String body = "{}";
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void schemaIsAskedForOnce() {
        body = "{\"schema\":\"\\\"string\\\"\"}";
        try (RegistryClient client = client(new Credentials.None())) {
            assertThat(client.byId(3)).contains(SCHEMA);
            assertThat(client.byId(3)).contains(SCHEMA);
        }
        assertThat(asked).containsExactly("GET /base/schemas/ids/3 null");
    }

    @Test
    void schemaIsRegisteredOnce() {
        body = "{\"id\":12}";
        try (RegistryClient client = client(new Credentials.Basic("ada", "secret"))) {
            assertThat(client.register("a.B", SCHEMA)).isEqualTo(12);
            assertThat(client.register("a.B", SCHEMA)).isEqualTo(12);
        }
        assertThat(asked).containsExactly("POST /base/subjects/a.B/versions Basic YWRhOnNlY3JldA==");
    }

    @Test
    void nothing_whenIdIsUnknown_andItIsNotAskedForAgainAtOnce() {
        status = 404;
        body = "{\"error_code\":40403,\"message\":\"Schema not found\"}";
        try (RegistryClient client = client(new Credentials.Bearer("t0ken"))) {
            assertThat(client.byId(3)).isEmpty();
            assertThat(client.byId(3)).isEmpty();
            assertThat(client.byId(-1)).isEmpty();
        }
        assertThat(asked).containsExactly("GET /base/schemas/ids/3 Bearer t0ken");
    }

    @Test
    void nothing_whenSchemaIsNotAvro() {
        body = "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message A {}\"}";
        try (RegistryClient client = client(new Credentials.None())) {
            assertThat(client.byId(3)).isEmpty();
        }
    }

    @Test
    void unavailable_whenItIsNoRegistryThatAnswers() {
        status = 404;
        body = "<html>";
        try (RegistryClient client = client(new Credentials.None())) {
            assertThatThrownBy(() -> client.byId(3))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("HTTP 404");
        }
    }

    @Test
    void unavailable_whenItFailsOrLetsNobodyIn() {
        try (RegistryClient client = client(new Credentials.None())) {
            for (int failing : new int[] {401, 403, 500, 503}) {
                status = failing;
                assertThatThrownBy(() -> client.byId(3)).isInstanceOf(RegistryUnavailableException.class);
                assertThatThrownBy(() -> client.register("s", SCHEMA)).isInstanceOf(RegistryUnavailableException.class);
            }
        }
    }

    @Test
    void unavailable_whenNobodyListens() {
        try (RegistryClient client = client(new Credentials.None())) {
            server.stop(0);
            assertThatThrownBy(() -> client.byId(3)).isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void refused_whenSchemaBreaksReaders() {
        status = 409;
        body = "{\"error_code\":409,\"message\":\"incompatible\"}";
        try (RegistryClient client = client(new Credentials.None())) {
            assertThatThrownBy(() -> client.register("a.B", SCHEMA))
                    .isInstanceOf(SchemaRefusedException.class)
                    .hasMessageContaining("a.B")
                    .hasMessageContaining("incompatible");
        }
    }

    @Test
    void secretsAreNotShown() {
        assertThat(new Credentials.Basic("ada", "secret").toString()).doesNotContain("secret");
        assertThat(new Credentials.Bearer("t0ken").toString()).doesNotContain("t0ken");
    }

    private RegistryClient client(Credentials credentials) {
        URI url = URI.create(
                "http://127.0.0.1:%d/base/".formatted(server.getAddress().getPort()));
        return new RegistryClient(new RegistryConfig(url, credentials, Duration.ofSeconds(5)));
    }
}
