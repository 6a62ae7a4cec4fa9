package io.headgate.deploy.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.LatencyText;
import io.headgate.deploy.simulator.config.KeyStoreFile;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same provider over TLS, by HTTP/2 and by HTTP/1.1. */
class OverTlsIT {
    private static final String BODY = Client.prompt("hello");
    private static Simulator simulator;
    private static SSLContext trust;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        KeyStoreFile keys = KeyStoreFile.selfSigned(folder.resolve("keys.p12"), "changeit");
        simulator = Simulator.start(SimulatorConfig.of(
                        SimulatedProvider.named("p").withPrices("1", "2", "USD"), SimulatedProvider.named("slow"))
                .withTls(keys));
        trust = trusting(keys.read());
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private static SSLContext trusting(KeyStore keys) throws Exception {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static HttpClient client(Version version) {
        return HttpClient.newBuilder().sslContext(trust).version(version).build();
    }

    private static HttpRequest request(String provider, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(simulator.baseUrl(provider) + "/chat/completions"))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    @Test
    void answersAlike_whicheverVersionIsSpoken() throws Exception {
        assertThat(simulator.baseUrl().getScheme()).isEqualTo("https");
        for (Version version : List.of(Version.HTTP_1_1, Version.HTTP_2)) {
            simulator.ledger().clear();
            try (HttpClient client = client(version)) {
                HttpResponse<String> whole = client.send(request("p", BODY), BodyHandlers.ofString());
                HttpResponse<String> streamed = client.send(
                        request("p", BODY.replace("{\"model\"", "{\"stream\":true,\"model\"")),
                        BodyHandlers.ofString());

                assertThat(whole.version()).isEqualTo(version);
                assertThat(streamed.version()).isEqualTo(version);
                JsonNode answer = Client.json(whole);
                String pieces = Client.events(streamed.body()).stream()
                        .map(event -> event.at("/choices/0/delta/content").asText(""))
                        .reduce("", String::concat);
                assertThat(pieces)
                        .isNotEmpty()
                        .isEqualTo(answer.at("/choices/0/message/content").asText());
                assertThat(streamed.body()).endsWith("data: [DONE]\n\n");
            }
            assertThat(simulator.ledger().entries("p")).hasSize(2).allMatch(LedgerEntry::billed);
        }
    }

    @Test
    void callsOfOneConnectionAreAnsweredAtOnce_notOneAfterAnother() throws Exception {
        simulator.behave("slow", Behaviour.DEFAULT.withLatency(LatencyText.parse("fixed:500ms")));
        try (HttpClient client = client(Version.HTTP_2)) {
            // The first opens the connection that the others share.
            client.send(request("slow", BODY), BodyHandlers.ofString());
            long began = System.nanoTime();
            List<CompletableFuture<HttpResponse<String>>> calls = Stream.generate(
                            () -> client.sendAsync(request("slow", BODY), BodyHandlers.ofString()))
                    .limit(50)
                    .toList();
            for (CompletableFuture<HttpResponse<String>> call : calls) {
                assertThat(call.get().statusCode()).isEqualTo(200);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void aFaultEndsItsOwnStreamAlone() throws Exception {
        try (HttpClient client = client(Version.HTTP_2)) {
            for (String fault : List.of("reset-after-read", "reset-in-body", "half-close")) {
                assertThatThrownBy(() -> client.send(request("p", BODY, "x-sim-fault", fault), BodyHandlers.ofString()))
                        .as(fault)
                        .isInstanceOf(IOException.class);
                assertThat(client.send(request("p", BODY), BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }
}
