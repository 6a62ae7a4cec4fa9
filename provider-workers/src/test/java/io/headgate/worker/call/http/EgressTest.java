package io.headgate.worker.call.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headgate.schemas.catalog.ProxyChoice;
import io.headgate.worker.call.CallTimeouts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where calls go, and what of an answer is let in. */
class EgressTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int port;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        port = server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(int status, String header, String value) {
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestURI().toString());
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add(header, value);
            exchange.sendResponseHeaders(status, BODY.length);
            exchange.getResponseBody().write(BODY);
            exchange.close();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsAnAnswer_andNeverFollowed(int status) {
        answer(status, "location", "/elsewhere");
        HttpReply reply = post(ProxyRules.NONE, "http://127.0.0.1:" + port + "/v1");
        assertThat(reply)
                .isInstanceOfSatisfying(
                        HttpReply.Answered.class,
                        answered -> assertThat(answered.status()).isEqualTo(status));
        assertThat(seen).containsExactly("/v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "br", "zstd", "compress", "gzip, gzip", "gzip,br"})
    void anEncodingThatNobodyAskedForIsRefused(String encoding) {
        answer(200, "content-encoding", encoding);
        assertBroken(post(ProxyRules.NONE, "http://127.0.0.1:" + port), HttpReply.Kind.PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://[::1]:%d/",
                "http://localhost:%d/",
                "http://[::ffff:127.0.0.1]:%d/"
            })
    void aPrivateAddressIsRefusedAsItIsConnectedTo_underWhateverName(String url) {
        answer(200, "x", "y");
        try (HttpUpstream upstream = new ApacheHttpUpstream(HttpLimits.of(2, false))) {
            assertBroken(upstream.post(call(url.formatted(port))), HttpReply.Kind.FORBIDDEN_ADDRESS);
        }
        assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/", "http://[fe80::1]/", "http://0.0.0.0:1/", "http://224.0.0.1/"})
    void someAreRefusedAlwaysAndUnderAllCircumstances(String url) {
        assertBroken(post(ProxyRules.NONE, url), HttpReply.Kind.FORBIDDEN_ADDRESS);
    }

    @Test
    void plainHttpGoesThroughTheProxy_thoughThatIsPrivateAndTheTargetsNameLeadsNowhere() {
        answer(200, "content-type", "application/json");
        ProxyRules through = ProxyRules.NONE.with(new ProxyChoice.Through("127.0.0.1", port));
        try (HttpUpstream upstream = new ApacheHttpUpstream(HttpLimits.of(2, false), through)) {
            HttpReply reply = upstream.post(call("http://provider.invalid/v1/chat/completions"));
            assertThat(reply).isInstanceOf(HttpReply.Answered.class);
        }
        assertThat(seen).containsExactly("http://provider.invalid/v1/chat/completions");
    }

    /** The proxy refuses: what it was asked is what matters. Nothing of the call has left by then, its key least of all. */
    @Test
    void httpsIsTunnelled_andTheProxySeesNoKey() throws IOException {
        try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> refuseTunnels(proxy));
            ProxyRules through = ProxyRules.NONE.with(new ProxyChoice.Through("127.0.0.1", proxy.getLocalPort()));
            try (HttpUpstream upstream = new ApacheHttpUpstream(HttpLimits.of(2, false), through)) {
                HttpReply reply = upstream.post(call("https://provider.invalid/v1"));
                assertThat(reply)
                        .isInstanceOfSatisfying(
                                HttpReply.Broken.class,
                                broken -> assertThat(broken.sent()).isFalse());
            }
        }
        assertThat(seen).isNotEmpty().first().isEqualTo("CONNECT provider.invalid:443 HTTP/1.1");
        assertThat(seen.toString()).doesNotContain("sk-secret");
    }

    private void refuseTunnels(ServerSocket proxy) {
        try (Socket socket = proxy.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                seen.add(line);
            }
            socket.getOutputStream()
                    .write("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
            seen.add("closed");
        }
    }

    @Test
    void nothingThatIsPrintedHoldsAKey() {
        assertThat(call("http://h/").toString()).doesNotContain("sk-secret");
    }

    private static HttpReply post(ProxyRules proxies, String url) {
        try (HttpUpstream upstream = new ApacheHttpUpstream(HttpLimits.of(2, true), proxies)) {
            return upstream.post(call(url));
        }
    }

    private static HttpCall call(String url) {
        return new HttpCall(
                URI.create(url),
                Map.of("Authorization", "Bearer sk-secret"),
                BODY,
                new CallTimeouts(SOON, SOON, SOON, SOON));
    }

    private static void assertBroken(HttpReply reply, HttpReply.Kind kind) {
        assertThat(reply)
                .isInstanceOfSatisfying(
                        HttpReply.Broken.class,
                        broken -> assertThat(broken.kind()).isEqualTo(kind));
    }
}
