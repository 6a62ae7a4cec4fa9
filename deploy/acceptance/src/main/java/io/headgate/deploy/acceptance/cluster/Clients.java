package io.headgate.deploy.acceptance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The processes that connect to others. Each finds every server at a loopback address of its own, so that what comes
 * between two of them comes between nobody else; where the system has no loopback address but 127.0.0.1, all find
 * them there.
 *
 * @param addresses where each finds its servers
 */
record Clients(Map<String, InetAddress> addresses) {
    private static final int FIRST = 10;
    private static final int MOST = 200;

    /** @param names of the processes, 200 at most */
    static Clients of(List<String> names) {
        if (names.size() > MOST) {
            throw new IllegalArgumentException("clients: seen %d, allowed %d".formatted(names.size(), MOST));
        }
        boolean apart = canListenAt(loopback(FIRST));
        Map<String, InetAddress> addresses = new LinkedHashMap<>();
        for (String name : names) {
            addresses.put(name, loopback(apart ? FIRST + addresses.size() : 1));
        }
        return new Clients(addresses);
    }

    /** Under what name a server is known to its clients. */
    static String host(String server) {
        return server + ".test";
    }

    /**
     * The JVM option by which a client finds the servers at its address, and nobody elsewhere.
     *
     * @param directory for the file it names
     */
    String option(String client, Collection<String> servers, Path directory) {
        InetAddress at = addresses.getOrDefault(client, loopback(1));
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add("127.0.0.1 localhost " + ownName());
        servers.forEach(server -> lines.add(at.getHostAddress() + " " + host(server)));
        try {
            Path file = Files.createDirectories(directory).resolve(client + ".hosts");
            return "-Djdk.net.hosts.file=" + Files.writeString(file, lines.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("the hosts of %s cannot be written".formatted(client), e);
        }
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException nameless) {
            return "";
        }
    }

    static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean canListenAt(InetAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (IOException unknownHere) {
            return false;
        }
    }
}
