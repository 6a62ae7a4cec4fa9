package io.headgate.deploy.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Docker engine that may or may not be there.
 *
 * <p>Asked directly instead of through Testcontainers, which takes seconds and logs stack traces to say no.
 *
 * @param address where it would listen; null when there is no such place
 */
record DockerEngine(@Nullable SocketAddress address) {

    private static final Duration PATIENCE = Duration.ofMillis(800);
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n";

    /** The engine {@code DOCKER_HOST} names, else the one behind a well-known socket. */
    static DockerEngine of(Map<String, String> environment) {
        String host = environment.getOrDefault("DOCKER_HOST", "");
        return new DockerEngine(host.isBlank() ? wellKnownSocket() : parse(host));
    }

    /** Whether something there answers a ping over HTTP within a second. */
    boolean answers() {
        if (address == null) {
            return false;
        }
        try (SocketChannel channel = open(address);
                Selector selector = Selector.open()) {
            return ping(channel, selector, address);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static boolean ping(SocketChannel channel, Selector selector, SocketAddress address) throws IOException {
        channel.configureBlocking(false);
        if (!channel.connect(address)) {
            channel.register(selector, SelectionKey.OP_CONNECT);
            if (selector.select(PATIENCE.toMillis()) == 0 || !channel.finishConnect()) {
                return false;
            }
        }
        channel.write(ByteBuffer.wrap(PING.getBytes(StandardCharsets.US_ASCII)));
        channel.register(selector, SelectionKey.OP_READ);
        if (selector.select(PATIENCE.toMillis()) == 0) {
            return false;
        }
        ByteBuffer reply = ByteBuffer.allocate(256);
        int read = channel.read(reply);
        // An engine behind TLS refuses the plain request, in HTTP: it is one all the same.
        return read > 0 && new String(reply.array(), 0, read, StandardCharsets.US_ASCII).startsWith("HTTP/");
    }

    private static SocketChannel open(SocketAddress address) throws IOException {
        return address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(java.net.StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }

    private static @Nullable SocketAddress parse(String host) {
        URI uri = URI.create(host);
        return switch (String.valueOf(uri.getScheme())) {
            case "unix" -> UnixDomainSocketAddress.of(uri.getPath());
            case "tcp", "http", "https" ->
                new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 2375 : uri.getPort());
            default -> null;
        };
    }

    private static @Nullable SocketAddress wellKnownSocket() {
        Path home = Path.of(System.getProperty("user.home", "/"));
        return List.of(Path.of("/var/run/docker.sock"), home.resolve(".docker/run/docker.sock")).stream()
                .filter(Files::exists)
                .findFirst()
                .map(UnixDomainSocketAddress::of)
                .orElse(null);
    }
}
