package io.headgate.deploy.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** TCP ports of the loopback interface. */
public final class Ports {

    /** By number, so that no name service decides between IPv4 and IPv6. */
    public static final String LOOPBACK = "127.0.0.1";

    private Ports() {}

    /** As many different ports as asked for, free a moment ago: another process may still take one first. */
    public static int[] free(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket();
                sockets.add(socket);
                socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
            }
            return sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        } catch (IOException e) {
            throw new ServerException("no free port on " + LOOPBACK, e);
        } finally {
            sockets.forEach(Ports::close);
        }
    }

    static void check(String name, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(name + " is " + port + "; allowed are 0 (a free one) to 65535");
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new ServerException("could not give port " + socket.getLocalPort() + " back", e);
        }
    }
}
