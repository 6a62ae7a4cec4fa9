package io.headgate.deploy.acceptance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between the clients of a port and whoever listens there, and disturbs what passes when it is told to. A virtual
 * thread for each direction of a connection. Thread-safe.
 */
public final class TcpProxy implements Passage, AutoCloseable {
    private final String name;
    private final InetSocketAddress target;
    private final ServerSocket listening;
    private final Weather weather = new Weather();
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();

    private TcpProxy(String name, InetSocketAddress target, ServerSocket listening) {
        this.name = name;
        this.target = target;
        this.listening = listening;
    }

    /**
     * Listens on the loopback interface.
     *
     * @param port 0 for a free one
     * @param targetPort of the loopback interface; need not be listened on yet
     */
    public static TcpProxy start(String name, int port, int targetPort) {
        return start(name, Clients.loopback(1), port, targetPort);
    }

    /** @param at the loopback address it listens at */
    static TcpProxy start(String name, InetAddress at, int port, int targetPort) {
        try {
            ServerSocket listening = new ServerSocket();
            try {
                listening.setReuseAddress(true);
                listening.bind(new InetSocketAddress(at, port), 1_024);
            } catch (IOException e) {
                listening.close();
                throw e;
            }
            TcpProxy proxy = new TcpProxy(name, new InetSocketAddress(Clients.loopback(1), targetPort), listening);
            Thread.ofVirtual().name("proxy-" + name).start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("proxy %s cannot listen on port %d".formatted(name, port), e);
        }
    }

    /** What stands on either side, for the text of a fault. */
    public String name() {
        return name;
    }

    public int port() {
        return listening.getLocalPort();
    }

    @Override
    public void disturb(Disturbance disturbance) {
        weather.become(disturbance);
        switch (disturbance) {
            case Disturbance.Reset() -> open.forEach(ProxiedConnection::reset);
            case Disturbance.HalfClose() -> open.forEach(ProxiedConnection::endTowardsClient);
            case Disturbance.None(), Disturbance.Delay(var _), Disturbance.BlackHole() -> {}
        }
    }

    /** How many connections pass through it now. */
    public int connections() {
        return open.size();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().name("proxy-" + name).start(() -> connect(client));
            } catch (IOException closedOrAborted) {
                // Closed, and the loop ends; or the client was gone before it was taken, and the next one comes.
            }
        }
    }

    private void connect(Socket client) {
        ProxiedConnection connection = new ProxiedConnection(client, weather);
        if (weather.now() instanceof Disturbance.Reset) {
            connection.reset();
            return;
        }
        open.add(connection);
        try {
            connection.carry(target);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(connection);
        }
    }

    /** Stops listening and resets what is open. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            disturb(new Disturbance.Reset());
        }
    }
}
