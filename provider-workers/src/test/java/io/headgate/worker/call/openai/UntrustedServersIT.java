package io.headgate.worker.call.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.Samples;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.exchange.WireAdapter;
import io.headgate.worker.call.http.HttpLimits;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that cannot prove who they are: the connection ends before any of the call has left. */
class UntrustedServersIT {
    private static final String PASSWORD = "changeit";
    private static final String STORE = "javax.net.ssl.trustStore";
    private static final CallTimeouts TIMEOUTS = new CallTimeouts(
            Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(20));
    private static final String COMPLETION =
            "{\"choices\":[{\"message\":{\"content\":\"Gates.\"},\"finish_reason\":\"stop\"}]}";

    @TempDir
    private Path folder;

    @Test
    void isToldNothing_whenNobodyHasSignedItsCertificate() throws Exception {
        Path keys = keys("ip:127.0.0.1");
        try (RawServer server = serving(keys);
                WireAdapter adapter = OpenAiAdapters.of(HttpLimits.of(2, true))) {
            assertToldNothing(server, call(adapter, server));
        }
    }

    @Test
    void isToldNothing_whenItsCertificateIsAnotherHosts() throws Exception {
        Path keys = keys("dns:provider.test");
        try (RawServer server = serving(keys);
                WireAdapter adapter = trusting(keys)) {
            assertToldNothing(server, call(adapter, server));
        }
    }

    /** So that it is the certificate, and nothing else, that the others are refused for. */
    @Test
    void isCalled_whenItsCertificateIsTrustedAndItsOwn() throws Exception {
        Path keys = keys("ip:127.0.0.1");
        try (RawServer server = serving(keys);
                WireAdapter adapter = trusting(keys)) {
            assertThat(call(adapter, server)).isInstanceOf(CallOutcome.Completed.class);
            assertThat(server.received()).isPositive();
        }
    }

    private static void assertToldNothing(RawServer server, CallOutcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(CallOutcome.Retryable.class, retryable -> {
            assertThat(retryable.failure().code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
            assertThat(retryable.toString()).doesNotContain("sk-secret");
        });
        Awaitility.await().untilAsserted(() -> assertThat(server.gone()).isPositive());
        assertThat(server.received()).isZero();
    }

    private static CallOutcome call(WireAdapter adapter, RawServer server) {
        return adapter.call(OpenAiAdapterIT.upstream(
                Samples.dispatch("tls"), server.baseUrl("https"), new ApiKey("sk-secret"), TIMEOUTS));
    }

    /** A key, and a certificate of those names that it signs itself. */
    private Path keys(String names) throws IOException, InterruptedException {
        Path file = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        ProcessBuilder making = new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=server",
                "-ext",
                "san=" + names,
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-validity",
                "2");
        int exit = making.redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start()
                .waitFor();
        assertThat(exit).as("keytool").isZero();
        return file;
    }

    private static RawServer serving(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        ServerSocket listener =
                context.getServerSocketFactory().createServerSocket(0, 16, InetAddress.getLoopbackAddress());
        byte[] reply = RawServer.bytes("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
                + COMPLETION.length() + "\r\n\r\n" + COMPLETION);
        return new RawServer(listener, socket -> socket.getOutputStream().write(reply));
    }

    /** An adapter that was made while the JVM's trust store was this server's certificate: later nobody reads it again. */
    private static WireAdapter trusting(Path keys) {
        Map<String, String> before = new HashMap<>();
        Map.of(STORE, keys.toString(), STORE + "Type", "PKCS12", STORE + "Password", PASSWORD)
                .forEach((name, value) -> before.put(name, System.setProperty(name, value)));
        try {
            return OpenAiAdapters.of(HttpLimits.of(2, true));
        } finally {
            before.forEach((name, value) -> {
                if (value == null) {
                    System.clearProperty(name);
                } else {
                    System.setProperty(name, value);
                }
            });
        }
    }
}
