package io.headgate.deploy.cli.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.headgate.schemas.process.OptionError;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PriceSourceTest {
    private static final byte[] BODY = "{\"ü\": 1e-07}".getBytes(StandardCharsets.UTF_8);
    private final AtomicInteger listed = new AtomicInteger();
    private HttpServer server;

    PriceSourceTest() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/list", exchange -> {
            listed.incrementAndGet();
            exchange.sendResponseHeaders(200, BODY.length);
            exchange.getResponseBody().write(BODY);
            exchange.close();
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/list");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aListIsFetchedWhole_andNoLargerThanAllowed() throws Exception {
        assertThat(PriceSource.fetch(address("/list"), BODY.length)).isEqualTo("{\"ü\": 1e-07}");
        assertThatExceptionOfType(OptionError.class)
                .isThrownBy(() -> PriceSource.fetch(address("/list"), BODY.length - 1))
                .withMessageContaining("which is more than 12 bytes");
    }

    @Test
    void aRedirectIsRefused_andNotFollowed() {
        assertThatExceptionOfType(OptionError.class)
                .isThrownBy(() -> PriceSource.fetch(address("/moved"), 1_000))
                .withMessageContaining("which answers with status 302");
        assertThat(listed).hasValue(0);
    }

    @Test
    void onlyFilesAndHttpsAreRead() {
        assertThatExceptionOfType(OptionError.class)
                .isThrownBy(() -> PriceSource.read(address("/list").toString()))
                .withMessageContaining("which is no https address");
        assertThatExceptionOfType(OptionError.class)
                .isThrownBy(() -> PriceSource.read("/nowhere/prices.json"))
                .withMessageContaining("which is not there");
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }
}
